-- Standardised mean differences of what was known before treatment, ARR-weighted (R32a): before the
-- strata over all eligible rows, after them on support with controls rescaled to the treated ARR of
-- their stratum. Benjamini–Hochberg over the covariates of each estimate and phase.
{%- set covariates = {
    'log_arr': 'ln(arr_usd)', 'tenure_days': 'cast(tenure_days as double)', 'score': 'cast(score as double)',
    'tickets_90_days': 'cast(tickets_90_days as double)', 'usage_change': 'usage_change', 'q': 'q',
} %}
{%- set keys = ['design', 'window_start', 'window_end', 'phase'] %}
with stratified as (

    select
        stratified.*,
        case when stratified.is_treated then stratified.arr_usd
            else stratified.arr_usd * contrasts.treated_arr / contrasts.control_arr
        end as matched_weight
    from {{ ref('int_prevented_churn_stratified') }} as stratified
    left join {{ ref('int_prevented_churn_contrasts') }} as contrasts
        on stratified.design = contrasts.design
        and stratified.window_start = contrasts.window_start
        and stratified.window_end = contrasts.window_end
        and stratified.stratum_level = contrasts.stratum_level
        and stratified.stratum_key = contrasts.stratum_key

),

observed as (

    {%- for covariate, expression in covariates.items() %}
    select
        design, window_start, window_end, is_treated, arr_usd, matched_weight, stratum_level,
        '{{ covariate }}' as covariate, {{ expression }} as value
    from stratified
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

phased as (

    select design, window_start, window_end, 'before' as phase, is_treated, covariate, value, arr_usd as weight
    from observed

    union all

    select design, window_start, window_end, 'after' as phase, is_treated, covariate, value, matched_weight as weight
    from observed
    where stratum_level is not null

),

differences as (

    {{ weighted_differences('phased', keys) }}

),

rejections as (

    {{ step_up_rejections('differences', keys, 'p_value', var('balance_false_discovery_rate', 0.05)) }}

),

final as (

    select
        *,
        case
            when smd is null then 'not_estimable'
            when phase = 'before' then 'information'
            when abs(smd) > 0.25 and is_rejected and p_value < 0.05 and design <> 'holdout' then 'block'
            when abs(smd) > 0.10 then 'warn'
            else 'pass'
        end as status
    from rejections

)

select * from final
