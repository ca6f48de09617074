-- What is the return of the detractor recovery program in prevented churn?
select
    design,
    window_start,
    window_end,
    program_cost_usd,
    prevented_churn_usd,
    prevented_churn_lo_usd,
    prevented_churn_hi_usd,
    round(cost_per_prevented_usd, 2) as cost_per_dollar,
    round(cost_per_prevented_lo, 2) as cost_lo,
    round(cost_per_prevented_hi, 2) as cost_hi,
    status,
    verdict,
    n_treated,
    n_control
from marts.cost_per_prevented_churn
where window_type = 'all'
order by design
