{{ config(meta={'parts': {'by': 'unit_id', 'of': ['int_unit_mrr_monthly']}}) }}
-- MRR of every cohort unit at the month-ends that follow its cohort date, at the FX of the cohort date,
-- so that currency movements can never look like retention.
with monthly as (
    select * from {{ ref('int_unit_mrr_monthly') }}
),

fx as (
    select * from {{ ref('int_fx_rate_intervals') }}
),

cohorts as (
    select
        unit_id,
        month_end_date as cohort_date,
        cast(sum(mrr_usd) as decimal(18, 2)) as mrr_start
    from monthly
    group by unit_id, month_end_date
    having sum(mrr_usd) > 0
),

-- one rate per currency and cohort date, before it meets the many unit rows
cohort_dates as (
    select distinct cohort_date from cohorts
),

cohort_rates as (
    select
        cohort_dates.cohort_date,
        fx.currency,
        fx.usd_rate
    from cohort_dates
    inner join fx
        on cohort_dates.cohort_date >= fx.valid_from
        and cohort_dates.cohort_date < fx.valid_to
),

final as (
    select
        cohorts.unit_id,
        cohorts.cohort_date,
        monthly.month_end_date,
        cast(sum(round(monthly.mrr_native * cohort_rates.usd_rate, 2)) as decimal(18, 2)) as mrr_usd
    from cohorts
    inner join monthly
        on cohorts.unit_id = monthly.unit_id
        and monthly.month_end_date > cohorts.cohort_date
        and monthly.month_end_date <= last_day({{ add_months('cohorts.cohort_date', var('retention_horizons') | max) }})
    inner join cohort_rates
        on cohorts.cohort_date = cohort_rates.cohort_date
        and monthly.currency = cohort_rates.currency
    group by
        cohorts.unit_id,
        cohorts.cohort_date,
        monthly.month_end_date
)

select * from final
