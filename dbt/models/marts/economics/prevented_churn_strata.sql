-- Every fixed stratum of every estimate: what it contributes to prevented dollars and their variance.
with contrasts as (

    select * from {{ ref('int_prevented_churn_contrasts') }}

),

final as (

    select
        -- attributes
        design,
        cast(stratum_level as bigint) as stratum_level,
        stratum_key,

        -- numbers
        cast(treated_count as bigint) as n_treated,
        cast(control_count as bigint) as n_control,
        {{ money('treated_arr') }} as arr_treated_usd,
        {{ money('control_arr') }} as arr_control_usd,
        {{ money('treated_loss') }} as arr_loss_treated_usd,
        {{ money('control_loss') }} as arr_loss_control_usd,
        cast(treated_loss_rate as double) as loss_rate_treated,
        cast(control_loss_rate as double) as loss_rate_control,
        cast(treated_mean_q as double) as mean_q_treated,
        cast(control_mean_q as double) as mean_q_control,
        cast(treated_variance as double) as variance_treated,
        cast(control_variance as double) as variance_control,
        cast(beta as double) as beta,
        {{ money('unadjusted_prevented') }} as prevented_unadjusted_usd,
        {{ money('prevented') }} as prevented_churn_usd,
        cast(prevented_variance as double) as prevented_churn_variance,

        -- times
        window_start,
        window_end
    from contrasts

)

select * from final
