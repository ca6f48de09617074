select diagnostic, covariate, status, estimate, lo, hi, threshold, p_value
from marts.prevented_churn_diagnostics
where
    design = $design
    and window_start = cast($window_start as date) and window_end = cast($window_end as date)
order by diagnostic, covariate
