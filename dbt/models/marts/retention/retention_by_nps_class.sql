-- GRR, NRR, strict GRR and logo retention of every cohort by the NPS class it had on its own date.
with cells as (
    select * from {{ ref('int_retention_cells') }}
),

final as (
    select
        cast(cohort_date as date) as cohort_date,
        cast(horizon_months as integer) as horizon_months,
        nps_class,
        segment_dimension,
        segment_value,

        -- sample
        n_accounts,
        cast(kish_n as double) as n_effective,

        -- money
        mrr_start_usd,
        mrr_end_usd,

        -- retention
        cast(grr as double) as grr,
        cast({{ grr_lo('grr', 'grr_variance', 'kish_n') }} as double) as grr_lo,
        cast({{ grr_hi('grr', 'grr_variance', 'kish_n') }} as double) as grr_hi,
        cast(grr_strict as double) as grr_strict,
        cast(nrr as double) as nrr,
        cast({{ nrr_bound('nrr', 'nrr_variance', 'kish_n', '-') }} as double) as nrr_lo,
        cast({{ nrr_bound('nrr', 'nrr_variance', 'kish_n', '+') }} as double) as nrr_hi,
        cast(logo_retention as double) as logo_retention,
        cast({{ wilson_lo('logo_retention', 'n_accounts') }} as double) as logo_retention_lo,
        cast({{ wilson_hi('logo_retention', 'n_accounts') }} as double) as logo_retention_hi,

        -- state
        is_mature,
        case
            when not is_mature then 'immature'
            when kish_n < {{ var('wide_threshold') }} then 'wide'
            else 'ok'
        end as flag
    from cells
)

select * from final
