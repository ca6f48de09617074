-- The published intervals are the ledger: at each month-end a unit's rates that cover it add up to its
-- MRR in that currency.
with monthly as (
    select unit_id, currency, month_end_date, mrr_native from {{ ref('int_unit_mrr_monthly') }}
),

covering as (
    select
        monthly.unit_id,
        monthly.currency,
        monthly.month_end_date,
        monthly.mrr_native,
        cast(sum(intervals.monthly_rate) as decimal(18, 2)) as rate
    from monthly
    left join {{ ref('fct_mrr_intervals') }} as intervals
        on monthly.unit_id = intervals.unit_id
        and monthly.currency = intervals.currency
        and intervals.starts_on <= monthly.month_end_date
        and monthly.month_end_date < intervals.ends_on
    group by monthly.unit_id, monthly.currency, monthly.month_end_date, monthly.mrr_native
)

select * from covering
where rate is null or rate <> mrr_native
