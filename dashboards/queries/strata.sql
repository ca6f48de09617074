select
    stratum_key, stratum_level, n_treated, n_control, arr_treated_usd, arr_control_usd,
    loss_rate_treated, loss_rate_control, mean_q_treated, mean_q_control,
    prevented_unadjusted_usd, prevented_churn_usd,
from marts.prevented_churn_strata
where
    design = $design
    and window_start = cast($window_start as date) and window_end = cast($window_end as date)
order by arr_treated_usd desc nulls last, stratum_key
