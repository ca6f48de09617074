-- Each month's start is the end of the month before, and the first month starts from nothing.
select * from (
    select
        month_end_date,
        start_usd,
        coalesce(lag(end_usd) over (order by month_end_date nulls last), 0) as previous_end_usd
    from {{ ref('mrr_waterfall') }}
) as months
where start_usd <> previous_end_usd
