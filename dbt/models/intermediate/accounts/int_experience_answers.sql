{{ config(meta={'parts': {
    'by': 'account_id',
    'of': ['int_response_segments', 'int_account_day_segments', 'int_ticket_ratings']
}}) }}
-- One row per counted answer that cx_by_segment adds up itself: satisfaction and effort surveys, ticket
-- ratings, and NPS answers of a support agent. y is 1 or 0 (satisfied), the score (effort), or +1, 0, −1 (NPS).
{% set dimensions = nps_dimensions() | reject('equalto', 'all') | list %}
with surveyed as (

    select
        responses.*,
        programs.scale_min,
        programs.scale_max
    from {{ ref('int_response_segments') }} as responses
    inner join {{ ref('int_survey_programs') }} as programs
        on responses.source = programs.source and responses.survey_id = programs.survey_id
    -- The rule of R10: one per person and quarter, transactional one per event.
    where (responses.survey_type = 'relationship' and responses.place_in_quarter = 1)
        or (responses.survey_type = 'transactional' and responses.place_in_event = 1)

),

segments as (

    select * from {{ ref('int_account_day_segments') }}

),

answers as (

    select
        account_id,
        program,
        metric,
        survey_type,
        {{ nps_cluster_id('account_id', 'response_key') }} as cluster_id,
        case
            when metric = 'nps' then case when score >= 9 then 1 when score >= 7 then 0 else -1 end
            when metric = 'csat' then {{ is_satisfied('score', 'scale_min', 'scale_max') }}
            else score
        end as y,
        scale_min,
        scale_max,
        cast(responded_at as date) as answered_on,
        handled_by,
        {{ listed(dimensions) }}
    from surveyed
    where metric in ('csat', 'ces') or (metric = 'nps' and handled_by is not null)

    union all

    select
        ratings.account_id,
        'customer',
        'csat',
        'transactional',
        {{ nps_cluster_id('ratings.account_id', 'ratings.ticket_key') }},
        ratings.satisfied,
        0,
        1,
        cast(ratings.rated_at as date),
        ratings.handled_by,
        {% for dimension in dimensions %}
        {%- if dimension == 'channel' %}'ticket'{% elif dimension == 'trigger' %}'support'{% else %}coalesce(segments.{{ dimension }}, 'unknown'){% endif %}{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref('int_ticket_ratings') }} as ratings
    left join segments
        on ratings.account_id = segments.account_id and cast(ratings.rated_at as date) = segments.on_date

),

final as (

    select
        answers.*,
        cast(answers.y as bigint) as whole_y,
        {{ period_start('quarter', 'answered_on') }} as quarter,
        'all' as everyone
    from answers

)

select * from final
