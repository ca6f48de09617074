{{ config(tags=['estimator_input'], meta={'parts': {
    'by': 'response_key',
    'of': ['int_nps_driver_responses', 'int_response_theme_mentions'],
    'through': {'int_tickets_unified': ['account_id', 'int_nps_driver_responses']},
    'crossed': {'ticket_as_of': {'int_nps_driver_responses': []}}
}}) }}
-- Answers behind the drivers of NPS: those of the quarters up to each complete one (var driver_window_quarters), with
-- what they mention and what else may move the score. An answer without a comment mentions no theme.
with answers as (

    select * from {{ ref('int_nps_driver_responses') }}

),

mentioned as (

    select response_key, {{ joined_texts('theme', '|') }} as themes
    from {{ ref('int_response_theme_mentions') }}
    where not is_negated
    group by response_key

),

tickets as (

    select
        answers.response_key,
        cast(count(*) as bigint) as tickets_90_days
    from answers
    inner join {{ ref('int_tickets_unified') }} as tickets
        on answers.account_id = tickets.account_id
        and tickets.created_at < answers.responded_at
        and tickets.created_at >= {{ add_seconds('answers.responded_at', -90 * 86400) }}
    group by answers.response_key

),

quarters as (

    select * from {{ ref('int_nps_driver_quarters') }}

),

final as (

    select
        quarters.quarter,
        answers.response_key,
        answers.cluster_id,
        answers.y,
        answers.has_comment,
        answers.arr_band,
        -- without a ticket source nobody has a ticket, which says nothing
        case when as_of.ticket_as_of is not null then coalesce(tickets.tickets_90_days, 0) end as tickets_90_days,
        mentioned.themes
    from quarters
    cross join {{ ref('int_as_of_resolved') }} as as_of
    inner join answers
        on answers.response_quarter >= quarters.window_start
        and answers.response_quarter <= quarters.quarter
    left join mentioned
        on answers.response_key = mentioned.response_key
    left join tickets
        on answers.response_key = tickets.response_key

)

select * from final
