-- Two effects that cannot exist (section 3 iii), by the same estimator: on the ARR lost in the six months
-- before the response, with the estimate's strata and q; and of a fake treatment, controls closed within
-- 30 days after the landmark against controls never closed, in strata of their own (R32a).
{%- set keys = ['design', 'window_start', 'window_end'] %}
with stratified as (

    select
        *,
        cast(arr_placebo_usd as double) as placebo_arr,
        cast(arr_placebo_loss_usd as double) as placebo_loss
    from {{ ref('int_prevented_churn_stratified') }}

),

before_contrasts as (

    {{ stratum_contrasts('stratified', keys, 'placebo_arr', 'placebo_loss') }}

),

before_estimates as (

    {{ prevented_churn_estimate('before_contrasts', keys) }}

),

late as (

    select
        design, window_start, window_end, moment_key, arr_band, q_tercile, score_bucket, tenure_band,
        arr_usd, loss_usd, q,
        closed_late_at is not null as is_treated
    from stratified
    where design = 'landmark' and not is_treated
        and (closed_late_at is null or closed_late_at <= {{ add_seconds('landmark_at', 86400 * 30) }})

),

late_strata as (

    {{ assign_strata('late', keys, 'moment_key') }}

),

late_stratified as (

    select late.*, late_strata.stratum_level, late_strata.stratum_key
    from late
    inner join late_strata
        on late.window_start = late_strata.window_start
        and late.window_end = late_strata.window_end
        and late.moment_key = late_strata.moment_key

),

late_contrasts as (

    {{ stratum_contrasts('late_stratified', keys) }}

),

late_estimates as (

    {{ prevented_churn_estimate('late_contrasts', keys) }}

),

final as (

    select design, window_start, window_end, 'placebo_before_response' as diagnostic, prevented, prevented_lo, prevented_hi
    from before_estimates

    union all

    select design, window_start, window_end, 'placebo_fake_treatment' as diagnostic, prevented, prevented_lo, prevented_hi
    from late_estimates

)

select * from final
