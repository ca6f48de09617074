select
    behavior_segment, count(*) as accounts, max(observed_at) as observed_at,
    bool_or(is_risk_calibrated) as is_risk_calibrated, max(risk_rank) as ranked_accounts,
from marts.account_health
group by behavior_segment
order by accounts desc, behavior_segment
