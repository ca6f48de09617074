-- The days of which any account has a usage row: a day without any is one that nobody reported.
select distinct usage_date from {{ ref('int_usage_daily') }}
where account_id is not null
