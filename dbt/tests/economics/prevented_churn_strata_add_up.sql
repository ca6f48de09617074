-- Strata add up to the estimate (a cent of rounding per stratum) and hold the rows that name them.
with strata as (
    select
        design, window_start, window_end,
        sum(prevented_churn_usd) as prevented, count(*) as stratum_count,
        sum(n_treated + n_control) as row_count
    from {{ ref('prevented_churn_strata') }}
    group by design, window_start, window_end
), named as (
    select design, window_start, window_end, count(*) as row_count
    from {{ ref('prevented_churn_rows') }}
    where stratum_key is not null
    group by design, window_start, window_end
)
select costs.design, costs.window_start, costs.window_end
from {{ ref('cost_per_prevented_churn') }} as costs
inner join strata
    on costs.design = strata.design and costs.window_start = strata.window_start and costs.window_end = strata.window_end
left join named
    on costs.design = named.design and costs.window_start = named.window_start and costs.window_end = named.window_end
where abs(costs.prevented_churn_usd - strata.prevented) > 0.01 * strata.stratum_count
    or named.row_count is null or named.row_count <> strata.row_count
