-- The published month-ends since usage is measured with the days of the 90-day window that ends with each. A month-end
-- without any day has one row without.
with days as (

    select distinct usage_date from {{ ref('int_usage_daily') }}
    where account_id is not null

),

as_of as (

    select {{ add_days('usage_as_of', -1) }} as last_date from {{ ref('int_as_of_resolved') }}

),

month_ends as (

    select month_end_date
    from ({{ month_end_spine('(select min(usage_date) from days)', '(select last_date from as_of)') }}) as spine
    where month_end_date <= (select last_date from as_of)

)

select
    month_ends.month_end_date,
    days.usage_date
from month_ends
left join days
    on {{ in_usage_window('days.usage_date', 'month_ends.month_end_date') }}
