-- Responses per score in every NPS cell through time: what enters and what leaves, added up.
{% set keys = ['program', 'survey_type', 'period_type', 'segment_dimension', 'segment_value', 'score'] %}
with counted as (

    {% for dimension in nps_dimensions() %}
    select
        program,
        survey_type,
        period_type,
        '{{ dimension }}' as segment_dimension,
        {{ 'everyone' if dimension == 'all' else dimension }} as segment_value,
        score,
        enters_on,
        leaves_on,
        cast(count(*) as bigint) as n
    from {{ ref('int_nps_memberships') }}
    group by program, survey_type, period_type, {{ 'everyone' if dimension == 'all' else dimension }}, score, enters_on, leaves_on
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

changes as (

    select {{ listed(keys) }}, enters_on as changed_on, n from counted
    union all
    select {{ listed(keys) }}, leaves_on, -n from counted

),

steps as (

    select
        {{ listed(keys) }},
        changed_on,
        cast(sum(n) as bigint) as n
    from changes
    group by {{ listed(keys) }}, changed_on

),

final as (

    select
        {{ listed(keys) }},
        changed_on as valid_from,
        lead(changed_on) over (partition by {{ listed(keys) }} order by changed_on asc nulls last) as valid_to,
        cast(sum(n) over (
            partition by {{ listed(keys) }}
            order by changed_on asc nulls last rows between unbounded preceding and current row
        ) as bigint) as n_responses
    from steps

)

select * from final where n_responses > 0
