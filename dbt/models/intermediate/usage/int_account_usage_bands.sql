-- How much an account used the product in the 90 days that end with a date: none without an event, else
-- low, medium or high by the terciles of all accounts with events in those days. Dates: every published
-- month-end since usage is measured, and the last day before usage_as_of.
with as_of as (

    select {{ add_days('usage_as_of', -1) }} as last_date from {{ ref('int_as_of_resolved') }}

),

account_days as (

    select
        account_id,
        usage_date,
        cast(sum(events) as bigint) as events
    from {{ ref('int_usage_daily') }}
    where account_id is not null
    group by account_id, usage_date

),

band_dates as (

    select month_end_date as band_date
    from ({{ month_end_spine('(select min(usage_date) from account_days)', '(select last_date from as_of)') }}) as month_ends
    where month_end_date <= (select last_date from as_of)

    union

    select last_date as band_date from as_of
    where last_date is not null and exists (select 1 from account_days)

),

events as (

    select
        account_days.account_id,
        band_dates.band_date,
        cast(sum(account_days.events) as bigint) as events_90_days
    from band_dates
    inner join account_days
        on account_days.usage_date <= band_dates.band_date
        and account_days.usage_date > {{ add_days('band_dates.band_date', -90) }}
    group by account_days.account_id, band_dates.band_date

),

cuts as (

    select
        band_date,
        percentile_cont(cast(1 as double) / 3) within group (order by cast(events_90_days as double)) as lower_cut,
        percentile_cont(cast(2 as double) / 3) within group (order by cast(events_90_days as double)) as upper_cut
    from events
    where events_90_days > 0
    group by band_date

),

accounts as (

    select account_id from {{ ref('int_accounts_unified') }}
    where not is_internal

),

final as (

    select
        accounts.account_id,
        band_dates.band_date,
        coalesce(events.events_90_days, 0) as events_90_days,
        case
            when coalesce(events.events_90_days, 0) <= 0 then 'none'
            when events.events_90_days > cuts.upper_cut then 'high'
            when events.events_90_days > cuts.lower_cut then 'medium'
            else 'low'
        end as usage_band
    from accounts
    cross join band_dates
    left join events
        on accounts.account_id = events.account_id and band_dates.band_date = events.band_date
    left join cuts
        on band_dates.band_date = cuts.band_date

)

select * from final
