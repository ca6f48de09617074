-- Whether the classes stand in the order the articles expect: promoter above passive above detractor (R29).
with cells as (
    select *
    from {{ ref('int_retention_cells') }}
    where segment_dimension = 'all' and is_mature
),

measures as (
    select cohort_date, horizon_months, nps_class, 'grr' as measure, grr as estimate, grr_variance as variance, n_accounts from cells
    union all
    select cohort_date, horizon_months, nps_class, 'nrr' as measure, nrr as estimate, nrr_variance as variance, n_accounts from cells
),

pairs as (
    select 'promoter' as nps_class_a, 'passive' as nps_class_b
    union all
    select 'passive' as nps_class_a, 'detractor' as nps_class_b
    union all
    select 'promoter' as nps_class_a, 'detractor' as nps_class_b
),

joined as (
    select
        higher.cohort_date,
        higher.horizon_months,
        pairs.nps_class_a,
        pairs.nps_class_b,
        higher.measure,
        higher.n_accounts as n_a,
        lower_class.n_accounts as n_b,
        higher.estimate as estimate_a,
        lower_class.estimate as estimate_b,
        higher.variance as variance_a,
        lower_class.variance as variance_b
    from pairs
    inner join measures as higher
        on pairs.nps_class_a = higher.nps_class
    inner join measures as lower_class
        on pairs.nps_class_b = lower_class.nps_class
        and higher.cohort_date = lower_class.cohort_date
        and higher.horizon_months = lower_class.horizon_months
        and higher.measure = lower_class.measure
),

bounded as (
    select
        *,
        estimate_a - estimate_b as gap,
        {{ gap_bound('estimate_a', 'variance_a', 'estimate_b', 'variance_b', '-') }} as gap_lo,
        {{ gap_bound('estimate_a', 'variance_a', 'estimate_b', 'variance_b', '+') }} as gap_hi,
        {{ gap_z('estimate_a', 'variance_a', 'estimate_b', 'variance_b') }} as z_score
    from joined
),

final as (
    select
        cast(cohort_date as date) as cohort_date,
        cast(horizon_months as integer) as horizon_months,
        nps_class_a,
        nps_class_b,
        measure,
        n_a,
        n_b,
        cast(gap as double) as gap,
        cast(gap_lo as double) as gap_lo,
        cast(gap_hi as double) as gap_hi,
        cast({{ two_sided_p_value('z_score') }} as double) as p_value,
        case when gap_lo > 0 then 'holds' else 'not_shown' end as ordering,
        -- the red flag of the scorecard: an order that the articles promise and the data do not show
        coalesce(gap_lo, 0) <= 0 as is_red_flag
    from bounded
)

select * from final
