-- Usage at t0: log ratio (+1) of the events of the 30 days that end with it to the 30 before those. Accounts
-- without any usage row by then are absent.
with risk_rows as (

    select account_id, t0 from {{ ref('int_churn_risk_rows') }}

),

daily as (

    select
        account_id,
        usage_date,
        cast(sum(events) as bigint) as events
    from {{ ref('int_usage_daily') }}
    where account_id is not null
    group by account_id, usage_date

),

firsts as (

    select account_id, min(usage_date) as first_usage_date from daily
    group by account_id

),

counted as (

    select
        risk_rows.account_id,
        risk_rows.t0,
        coalesce(sum(case when daily.usage_date > {{ add_days('risk_rows.t0', -30) }} then daily.events end), 0) as recent_events,
        coalesce(sum(case when daily.usage_date <= {{ add_days('risk_rows.t0', -30) }} then daily.events end), 0) as earlier_events,
        max(daily.usage_date) as last_usage_date
    from risk_rows
    inner join firsts
        on risk_rows.account_id = firsts.account_id and firsts.first_usage_date <= risk_rows.t0
    left join daily
        on risk_rows.account_id = daily.account_id
        and daily.usage_date <= risk_rows.t0
        and daily.usage_date > {{ add_days('risk_rows.t0', -60) }}
    group by risk_rows.account_id, risk_rows.t0

),

final as (

    select
        account_id,
        t0,
        ln((cast(recent_events as double) + 1) / (cast(earlier_events as double) + 1)) as usage_change,
        cast(last_usage_date as timestamp) as last_usage_at
    from counted

)

select * from final
