{{ config(meta={'parts': {'by': 'account_id', 'of': ['int_retention_cohorts', 'int_accounts_unified']}}) }}
-- Rows of the risk model: every paying account at every published quarter-end t0, with what became of it in
-- the six months after where that is known. The label is an end at or below half of the start (metrics.md section 8).
with cohorts as (

    select * from {{ ref('int_retention_cohorts') }}
    where account_id is not null
        and horizon_months = {{ var('risk_horizon_months') }}
        and {{ is_quarter_end('cohort_date') }}

),

accounts as (

    select account_id from {{ ref('int_accounts_unified') }}
    where not is_internal

),

final as (

    select
        cohorts.account_id,
        cohorts.cohort_date as t0,
        {{ known_before('cohorts.cohort_date') }} as known_before_at,
        cohorts.mrr_start,
        12 * cast(cohorts.mrr_start as double) as arr_usd,
        cohorts.is_mature,
        {{ add_days('cohorts.end_date', var('grace_days')) }} as label_known_on,
        case when cohorts.is_mature then cohorts.mrr_end <= cohorts.mrr_start / 2 end as is_churn_event
    from cohorts
    inner join accounts
        on cohorts.account_id = accounts.account_id

)

select * from final
