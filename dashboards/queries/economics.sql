select
    window_type, window_start, window_end, design,
    program_cost_usd, prevented_churn_usd, prevented_churn_lo_usd, prevented_churn_hi_usd,
    cost_per_prevented_usd, cost_per_prevented_lo, cost_per_prevented_hi,
    verdict, verdict_point, status, reason,
    naive_prevented_usd_not_for_decisions, n_treated, n_control, on_support_arr_share,
from marts.cost_per_prevented_churn
order by window_type, window_end desc, window_start, design
