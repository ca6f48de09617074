{{ config(meta={'parts': {
    'by': 'unit_id',
    'of': ['int_retention_cohorts', 'int_unit_first_mrr', 'int_unit_plan_months'],
    'through': {'int_account_usage_bands_monthly': ['account_id', 'int_retention_cohorts']}
}}) }}
-- Segments of every cohort unit as they were at the cohort date; nothing later is looked at.
with units as (
    select
        unit_id,
        account_id,
        cohort_date,
        12 * mrr_start as arr_usd
    from {{ ref('int_retention_cohorts') }}
    -- every horizon repeats the same start
    where horizon_months = {{ var('retention_horizons') | min }}
),

first_mrr as (
    select * from {{ ref('int_unit_first_mrr') }}
),

plans as (
    select * from {{ ref('int_unit_plan_months') }}
),

usage_bands as (
    select * from {{ ref('int_account_usage_bands_monthly') }}
),

final as (
    select
        units.unit_id,
        units.cohort_date,
        {{ arr_band('arr_bands') }} as arr_band,
        {{ tenure_band('tenure_bands', 'units.account_id') }} as tenure_band,
        coalesce(plans.plan_tier, 'unknown') as plan_tier,
        coalesce(usage_bands.usage_band, 'unknown') as usage_band,
        coalesce({{ quarter_label('first_mrr.first_mrr_on') }}, 'unknown') as signup_cohort
    from units
    left join first_mrr
        on units.unit_id = first_mrr.unit_id
    left join plans
        on units.unit_id = plans.unit_id
        and units.cohort_date = plans.month_end_date
    left join usage_bands
        on units.account_id = usage_bands.account_id
        and units.cohort_date = usage_bands.month_end_date
    {{ arr_band_join('arr_bands', 'units.arr_usd') }}
    {{ tenure_band_join('tenure_bands', days_between('first_mrr.first_mrr_on', 'units.cohort_date')) }}
)

select * from final
