{{ config(meta={'parts': {
    'by': 'month_end_date',
    'of': ['int_usage_window_days'],
    'through': {'int_usage_daily': ['usage_date', 'int_usage_window_days']},
    'or': {'by': 'account_id', 'of': ['int_usage_daily']}
}}) }}
-- Events of each account in the 90 days that end with each published month-end; no row without usage.
select
    daily.account_id,
    window_days.month_end_date,
    cast(sum(daily.events) as bigint) as events_90_days
from {{ ref('int_usage_window_days') }} as window_days
inner join {{ ref('int_usage_daily') }} as daily
    on window_days.usage_date = daily.usage_date
where daily.account_id is not null
group by daily.account_id, window_days.month_end_date
