-- Complete months only; usage of ids that no account bears adds up under a NULL account.
with usage_days as (

    select * from {{ ref('int_usage_daily') }}

),

as_of as (

    select usage_as_of from {{ ref('int_as_of_resolved') }}

),

final as (

    select
        -- ids
        usage_days.account_id,

        -- attributes
        usage_days.feature,

        -- numbers
        cast(sum(usage_days.events) as bigint) as events,
        cast(max(usage_days.active_users) as bigint) as peak_daily_active_users,
        {{ days_of_month('usage_days.usage_date') }} as active_days,

        -- times
        cast(date_trunc('month', usage_days.usage_date) as date) as month
    from usage_days
    cross join as_of
    where {{ add_days('last_day(usage_days.usage_date)', 1) }} <= as_of.usage_as_of
    group by
        usage_days.account_id,
        usage_days.feature,
        cast(date_trunc('month', usage_days.usage_date) as date)

)

select * from final
