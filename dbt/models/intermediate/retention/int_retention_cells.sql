-- Retention measures with their variances: the five classes, and `all` rolled up from the same sums.
with sums as (
    select * from {{ ref('int_retention_sums') }}
),

with_all as (
    select * from sums

    union all

    select
        cohort_date,
        horizon_months,
        is_mature,
        'all' as nps_class,
        segment_dimension,
        segment_value,
        n_accounts,
        n_ended,
        n_retained,
        sum_x,
        sum_y,
        sum_r,
        sum_strict,
        sum_xx,
        sum_yy,
        sum_yx,
        sum_rr,
        sum_rx
    from sums
),

rolled_up as (
    {{ retention_sums_rollup('with_all', retention_keys()) }}
),

final as (
    {{ retention_measures('rolled_up', retention_keys()) }}
)

select * from final
