{{ config(meta={'parts': {
    'by': 'month',
    'of': ['int_usage_daily'],
    'crossed': {'usage_as_of': {'int_usage_daily': [add_days('last_day(usage_date)', 1)]}},
    'or': {'by': 'account_id', 'of': ['int_usage_daily']}
}}) }}
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
        usage_days.month
    from usage_days
    cross join as_of
    where {{ add_days('last_day(usage_days.usage_date)', 1) }} <= as_of.usage_as_of
    group by
        usage_days.account_id,
        usage_days.feature,
        usage_days.month

)

select * from final
