-- Working rows of every estimate: one per window, design and index response that takes part.
with stratified as (

    select * from {{ ref('int_prevented_churn_stratified') }}

),

final as (

    select
        -- ids
        index_response_id,
        account_id,
        loop_id,

        -- attributes
        design,
        arr_band,
        cast(q_tercile as bigint) as q_tercile,
        score_bucket,
        tenure_band,
        q_method,
        cast(stratum_level as bigint) as stratum_level,
        stratum_key,

        -- numbers
        cast(score as bigint) as score,
        cast(arr_landmark_usd as decimal(18, 2)) as arr_landmark_usd,
        cast(arr_loss_usd as decimal(18, 2)) as arr_loss_usd,
        cast(q as double) as q,
        cast(tenure_days as bigint) as tenure_days,
        cast(tickets_90_days as bigint) as tickets_90_days,
        cast(usage_change as double) as usage_change,
        cast(arr_placebo_usd as decimal(18, 2)) as arr_placebo_usd,
        cast(arr_placebo_loss_usd as decimal(18, 2)) as arr_placebo_loss_usd,

        -- booleans
        is_treated,
        closed_late_at is not null as is_closed_late,

        -- times
        window_start,
        window_end,
        index_date,
        landmark_date
    from stratified

)

select * from final
