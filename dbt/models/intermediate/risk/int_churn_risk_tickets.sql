{{ config(meta={'parts': {'by': 'account_id', 'of': ['int_churn_risk_rows', 'int_tickets_unified']}}) }}
-- What support knew at t0. Tickets that speak of cancelling are banned: they are the event, not a sign of it.
-- Priority and reopenings carry no history in the tools, so only tickets solved by t0 tell them.
with risk_rows as (

    select account_id, t0, known_before_at from {{ ref('int_churn_risk_rows') }}

),

banned as (

    select distinct ticket_id from {{ ref('stg_zendesk__tickets') }}
    where {{ matches("coalesce(lower(tags), '')", var('risk_banned_ticket_tags')) }}

),

tickets as (

    select tickets.*
    from {{ ref('int_tickets_unified') }} as tickets
    left join banned
        on tickets.source = 'zendesk' and tickets.ticket_id = banned.ticket_id
    where banned.ticket_id is null and tickets.account_id is not null and not tickets.is_internal

),

final as (

    select
        risk_rows.account_id,
        risk_rows.t0,
        cast(count(*) as bigint) as tickets_90_days,
        cast(count(case when tickets.priority = 'urgent' and tickets.solved_at < risk_rows.known_before_at then 1 end) as bigint) as urgent_tickets_90_days,
        cast(count(case when tickets.reopened_count > 0 and tickets.solved_at < risk_rows.known_before_at then 1 end) as bigint) as reopened_tickets_90_days,
        max(case
            when tickets.solved_at < risk_rows.known_before_at then tickets.solved_at
            else tickets.created_at
        end) as last_ticket_at
    from risk_rows
    inner join tickets
        on risk_rows.account_id = tickets.account_id
        and tickets.created_at < risk_rows.known_before_at
        and cast(tickets.created_at as date) > {{ add_days('risk_rows.t0', -90) }}
    group by risk_rows.account_id, risk_rows.t0

)

select * from final
