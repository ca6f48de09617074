-- The published intervals are the ledger: at each month-end a unit's rates that cover it add up to its
-- MRR in that currency, and to the sum that was taken as zero where there was one (a listed exception).
with monthly as (
    select unit_id, currency, month_end_date, mrr_native from {{ ref('int_unit_mrr_monthly') }}
),

zeroed as (
    select unit_id, currency, starts_on, ends_on, rate from {{ ref('int_unit_rate_segments') }}
    where rate <= {{ var('mrr_zero_threshold') }}
),

expected as (
    select
        monthly.unit_id,
        monthly.currency,
        monthly.month_end_date,
        cast(monthly.mrr_native + coalesce(zeroed.rate, 0) as decimal(18, 2)) as expected_rate
    from monthly
    left join zeroed
        on monthly.unit_id = zeroed.unit_id
        and monthly.currency = zeroed.currency
        and zeroed.starts_on <= monthly.month_end_date
        and monthly.month_end_date < zeroed.ends_on
),

covering as (
    select
        expected.unit_id,
        expected.currency,
        expected.month_end_date,
        expected.expected_rate,
        cast(sum(intervals.monthly_rate) as decimal(18, 2)) as rate
    from expected
    left join {{ ref('fct_mrr_intervals') }} as intervals
        on expected.unit_id = intervals.unit_id
        and expected.currency = intervals.currency
        and intervals.starts_on <= expected.month_end_date
        and expected.month_end_date < intervals.ends_on
    group by expected.unit_id, expected.currency, expected.month_end_date, expected.expected_rate
)

select * from covering
where rate is null or rate <> expected_rate
