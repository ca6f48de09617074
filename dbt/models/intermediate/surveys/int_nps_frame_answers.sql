{{ config(meta={'parts': {'by': 'person_key', 'of': ['int_nps_memberships', 'int_nps_frame_members']}}) }}
-- Counted answers of people in the frame, in the stratum in which they were asked; others weigh nothing (R13).
with memberships as (

    select * from {{ ref('int_nps_memberships') }}

),

frame as (

    select * from {{ ref('int_nps_frame_members') }}

),

final as (

    select
        memberships.person_key,
        memberships.program,
        memberships.survey_type,
        memberships.period_type,
        greatest(memberships.enters_on, frame.enters_on) as enters_on,
        least(memberships.leaves_on, frame.leaves_on) as leaves_on,
        memberships.nps_class,
        frame.arr_position,
        frame.tenure_position,
        {% for dimension in nps_dimensions() %}
        {%- set value = 'everyone' if dimension == 'all' else dimension %}
        memberships.{{ value }},
        frame.{{ value }} as frame_{{ value }}{{ ',' if not loop.last }}
        {% endfor %}
    from memberships
    inner join frame
        on memberships.program = frame.program
        and memberships.survey_type = frame.survey_type
        and memberships.period_type = frame.period_type
        and memberships.person_key = frame.person_key
        and memberships.enters_on < frame.leaves_on
        and frame.enters_on < memberships.leaves_on

)

select * from final
