-- How much of an estimate hangs on few accounts. A treated account adds X·(R_C + β(q − q̄_C)) − L to
-- prevented dollars, and these add up to the estimate exactly.
{%- set keys = 'design, window_start, window_end' %}
with stratified as (

    select * from {{ ref('int_prevented_churn_stratified') }}
    where is_treated

),

contributions as (

    select
        stratified.design, stratified.window_start, stratified.window_end, stratified.account_id,
        {{ exact_sum('stratified.arr_usd * (contrasts.control_loss_rate + contrasts.beta * (stratified.q - contrasts.control_mean_q)) - stratified.loss_usd', 6) }} as contribution
    from stratified
    inner join {{ ref('int_prevented_churn_contrasts') }} as contrasts
        on stratified.design = contrasts.design
        and stratified.window_start = contrasts.window_start
        and stratified.window_end = contrasts.window_end
        and stratified.stratum_level = contrasts.stratum_level
        and stratified.stratum_key = contrasts.stratum_key
    group by stratified.design, stratified.window_start, stratified.window_end, stratified.account_id

),

ranked as (

    select
        *,
        row_number() over (partition by {{ keys }} order by contribution desc nulls last, account_id) as contribution_rank
    from contributions

),

final as (

    select
        {{ keys }},
        {{ ratio('max(contribution)', exact_sum('contribution', 6)) }} as largest_account_share,
        {{ exact_sum('contribution', 6) }} as prevented,
        {{ exact_sum('case when contribution_rank > 5 then contribution else 0 end', 6) }} as prevented_without_top_5
    from ranked
    group by {{ keys }}

)

select * from final
