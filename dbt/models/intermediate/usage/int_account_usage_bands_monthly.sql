-- How much each account used the product in the 90 days that end with each published month-end.
with month_ends as (

    select distinct month_end_date from {{ ref('int_usage_window_days') }}

)

{{ usage_bands(ref('int_account_usage_windows'), 'month_ends', 'month_end_date') }}
