-- One row per loop: a detractor's response, those that joined it, and what was done about it.
with timings as (

    select * from {{ ref('int_loop_timings') }}

),

responses as (

    select response_key, response_id from {{ ref('int_detractor_responses') }}

),

final as (

    select
        -- ids
        timings.loop_id,
        responses.response_id as opening_response_id,
        timings.account_id,
        timings.contact_key,
        timings.owner_id,

        -- attributes
        timings.survey_type,
        timings.arr_tier,

        -- numbers
        cast(timings.score as bigint) as score,
        timings.arr_usd,
        cast(timings.member_count as bigint) as member_count,
        cast(timings.task_count as bigint) as task_count,
        cast(timings.sla_hours as bigint) as sla_hours,
        cast(case when timings.is_on_clock then timings.hours_to_action end as double) as hours_to_action,
        cast(case when timings.is_on_clock then timings.watched_hours end as double) as watched_hours,

        -- booleans
        timings.is_on_clock,
        timings.is_sla_elapsed,
        case when timings.is_on_clock and timings.is_sla_elapsed
            then coalesce(timings.hours_to_action <= timings.sla_hours, false)
        end as is_in_sla,
        timings.is_contacted_while_watched,
        timings.is_closure_due,
        timings.action_documented_at is not null as is_closed_with_action,
        timings.closed_at is null and timings.lapses_at > timings.loop_as_of as is_open,

        -- times
        timings.opened_at,
        timings.first_outreach_at,
        timings.action_documented_at,
        timings.closed_at,
        timings.lapses_at
    from timings
    inner join responses on timings.opening_response_key = responses.response_key

)

select * from final
