-- What support and product knew of an account before its index: tickets of the 90 days before, and the
-- log ratio (+1) of usage events in the 30 days before against the 30 before those. NULL where the
-- source is absent, or the account has no usage row before the index (R32).
with indexes as (

    select * from {{ ref('int_index_responses') }}

),

tickets as (

    select
        indexes.index_response_key,
        cast(count(tickets.ticket_id) as bigint) as ticket_count
    from indexes
    left join {{ ref('int_tickets_unified') }} as tickets
        on indexes.account_id = tickets.account_id
        and not tickets.is_internal
        and tickets.created_at < indexes.index_at
        and tickets.created_at >= {{ add_seconds('indexes.index_at', -86400 * 90) }}
    group by indexes.index_response_key

),

usage as (

    select
        indexes.index_response_key,
        cast(sum(case when usage_date >= {{ add_days('index_date', -30) }} then events else 0 end) as double) as recent_events,
        cast(sum(case
            when usage_date >= {{ add_days('index_date', -60) }} and usage_date < {{ add_days('index_date', -30) }}
                then events
            else 0
        end) as double) as earlier_events
    from indexes
    inner join {{ ref('int_usage_daily') }} as daily
        on indexes.account_id = daily.account_id
        and daily.usage_date < indexes.index_date
    group by indexes.index_response_key

),

final as (

    select
        tickets.index_response_key,
        case when ticket_as_of is not null then tickets.ticket_count end as tickets_90_days,
        ln((usage.recent_events + 1) / (usage.earlier_events + 1)) as usage_change
    from tickets
    left join usage on tickets.index_response_key = usage.index_response_key
    cross join {{ ref('int_as_of_resolved') }}

)

select * from final
