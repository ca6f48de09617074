{{ config(tags=['estimator_input']) }}
-- Answers behind the drivers of NPS: counted customer relationship answers of the quarters up to each complete one
-- (var driver_window_quarters), with what they mention and what else may move the score. A comment in a language
-- that is not tagged is left out, since nobody knows its themes; an answer without a comment mentions none.
with answers as (

    select
        responses.response_key,
        responses.account_id,
        responses.response_quarter,
        responses.responded_at,
        responses.arr_band,
        {{ nps_cluster_id('responses.account_id', 'responses.response_key') }} as cluster_id,
        case responses.nps_class when 'promoter' then 1 when 'detractor' then -1 else 0 end as y,
        comments.response_key is not null as has_comment
    from {{ ref('int_response_segments') }} as responses
    left join {{ ref('int_response_comments') }} as comments
        on responses.response_key = comments.response_key
    where responses.is_counted
        and responses.program = 'customer'
        and responses.survey_type = 'relationship'
        and (comments.response_key is null or comments.comment_language = 'en')

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

    select distinct
        answers.response_quarter as quarter,
        {{ add_months('answers.response_quarter', -3 * (var('driver_window_quarters') - 1)) }} as window_start
    from answers
    cross join {{ ref('int_as_of_resolved') }} as as_of
    -- a quarter that is still running has no drivers yet
    where {{ add_months('answers.response_quarter', 3) }} <= cast(as_of.survey_as_of as date)

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
