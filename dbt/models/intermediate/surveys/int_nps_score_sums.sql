-- Responses per score in every NPS cell through time: the steps of each, added up in their order.
{% set keys = ['program', 'survey_type', 'period_type', 'segment_dimension', 'segment_value', 'score'] %}
with final as (

    select
        {{ listed(keys) }},
        changed_on as valid_from,
        lead(changed_on) over (partition by {{ listed(keys) }} order by changed_on asc nulls last) as valid_to,
        cast(sum(n) over (
            partition by {{ listed(keys) }}
            order by changed_on asc nulls last rows between unbounded preceding and current row
        ) as bigint) as n_responses
    from {{ ref('int_nps_score_steps') }}

)

select * from final where n_responses > 0
