{{ config(meta={'parts': {'by': 'account_id', 'of': ['int_churn_risk_rows', 'int_usage_daily']}}) }}
-- Usage at t0: change of the 30 days that end with it against the 30 before those (macro usage_change).
-- Accounts without any usage row by then are absent.
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

reported as (

    select
        dates.t0,
        cast(count(distinct case when daily.usage_date > {{ add_days('dates.t0', -30) }} then daily.usage_date end) as bigint) as recent_days,
        cast(count(distinct case when daily.usage_date <= {{ add_days('dates.t0', -30) }} then daily.usage_date end) as bigint) as earlier_days
    from (select distinct t0 from risk_rows) as dates
    inner join {{ ref('int_usage_dates') }} as daily
        on daily.usage_date <= dates.t0
        and daily.usage_date > {{ add_days('dates.t0', -60) }}
    group by dates.t0

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
        counted.account_id,
        counted.t0,
        {{ usage_change('counted.recent_events', 'counted.earlier_events', 'reported.recent_days', 'reported.earlier_days') }} as usage_change,
        cast(counted.last_usage_date as timestamp) as last_usage_at
    from counted
    inner join reported
        on counted.t0 = reported.t0

)

select * from final
