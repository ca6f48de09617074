-- The published working rows alone give the published estimate to the cent.
{%- set keys = ['design', 'window_start', 'window_end'] %}
with published as (
    select *, cast(arr_landmark_usd as double) as arr_usd, cast(arr_loss_usd as double) as loss_usd
    from {{ ref('prevented_churn_rows') }}
), strata as (
    {{ assign_strata('published', keys, 'index_response_id') }}
), stratified as (
    select published.design, published.window_start, published.window_end, published.is_treated, published.arr_usd,
        published.loss_usd, published.q, strata.stratum_level, strata.stratum_key
    from published
    inner join strata
        on published.design = strata.design and published.window_start = strata.window_start
        and published.window_end = strata.window_end and published.index_response_id = strata.index_response_id
), contrasts as (
    {{ stratum_contrasts('stratified', keys) }}
), estimates as (
    {{ prevented_churn_estimate('contrasts', keys) }}
)
select costs.design, costs.window_start, costs.window_end, costs.prevented_churn_usd, estimates.prevented
from {{ ref('cost_per_prevented_churn') }} as costs
left join estimates
    on costs.design = estimates.design and costs.window_start = estimates.window_start and costs.window_end = estimates.window_end
where (costs.prevented_churn_usd is null) <> (estimates.prevented is null)
    or abs(cast(costs.prevented_churn_usd as double) - estimates.prevented) > 0.011
    or abs(cast(costs.prevented_churn_lo_usd as double) - estimates.prevented_lo) > 0.011
    or abs(cast(costs.prevented_churn_hi_usd as double) - estimates.prevented_hi) > 0.011
