-- How much each account used the product in the 90 days that end with the last day before usage_as_of.
with last_days as (

    select {{ add_days('usage_as_of', -1) }} as band_date from {{ ref('int_as_of_resolved') }}
    where usage_as_of is not null and exists (select 1 from {{ ref('int_usage_daily') }} where account_id is not null)

),

usage_windows as (

    select
        daily.account_id,
        last_days.band_date,
        cast(sum(daily.events) as bigint) as events_90_days
    from last_days
    inner join {{ ref('int_usage_daily') }} as daily
        on {{ in_usage_window('daily.usage_date', 'last_days.band_date') }}
    where daily.account_id is not null
    group by daily.account_id, last_days.band_date

)

{{ usage_bands('usage_windows', 'last_days', 'band_date') }}
