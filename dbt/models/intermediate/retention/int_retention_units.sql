{{ config(meta={'parts': {
    'by': 'unit_id',
    'of': ['int_retention_cohorts', 'int_retention_unit_segments'],
    'through': {
        'int_account_nps_class': ['account_id', 'int_retention_cohorts'],
        'int_accounts_unified': ['account_id', 'int_retention_cohorts']
    }
}}) }}
-- Cohort units with the NPS class and the segments that they had at the cohort date.
with cohorts as (
    select * from {{ ref('int_retention_cohorts') }}
),

segments as (
    select * from {{ ref('int_retention_unit_segments') }}
),

accounts as (
    select * from {{ ref('int_accounts_unified') }}
),

classes as (
    select * from {{ ref('int_account_nps_class') }}
    where window_months = {{ var('class_window_months') }}
),

final as (
    select
        cohorts.unit_id,
        cohorts.account_id,
        cohorts.cohort_date,
        cohorts.horizon_months,
        cohorts.end_date,
        cohorts.is_mature,
        cohorts.mrr_start,
        cohorts.mrr_end,
        cohorts.mrr_minimum,
        -- an account that nobody asked is a class of its own, never left out
        coalesce(classes.nps_class, 'not_surveyed') as nps_class,
        segments.arr_band,
        segments.tenure_band,
        segments.plan_tier,
        segments.usage_band,
        segments.signup_cohort,
        coalesce(accounts.industry, 'unknown') as industry,
        coalesce(accounts.country, 'unknown') as country,
        coalesce(accounts.owner_id, 'unknown') as owner_id,
        coalesce(accounts.product, 'unknown') as product,
        coalesce(accounts.team, 'unknown') as team
    from cohorts
    inner join segments
        on cohorts.unit_id = segments.unit_id
        and cohorts.cohort_date = segments.cohort_date
    left join classes
        on cohorts.account_id = classes.account_id
        and cohorts.cohort_date = classes.class_date
    left join accounts
        on cohorts.account_id = accounts.account_id
)

select * from final
