-- Classes and `all` come from the same sums: accounts and money must agree to the cent.
with retention as (
    select * from {{ ref('retention_by_nps_class') }}
),

totals as (
    select
        cohort_date,
        horizon_months,
        segment_dimension,
        segment_value,
        sum(case when nps_class = 'all' then n_accounts else -n_accounts end) as accounts_left,
        sum(case when nps_class = 'all' then mrr_start_usd else -mrr_start_usd end) as start_left,
        sum(case when nps_class = 'all' then mrr_end_usd else -mrr_end_usd end) as end_left
    from retention
    group by
        cohort_date,
        horizon_months,
        segment_dimension,
        segment_value
)

select *
from totals
where accounts_left <> 0 or start_left <> 0 or coalesce(end_left, 0) <> 0
