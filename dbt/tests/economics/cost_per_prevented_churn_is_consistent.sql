-- A ratio is published only above zero, its interval holds it, and a verdict never outruns its status.
select *
from {{ ref('cost_per_prevented_churn') }}
where (cost_per_prevented_usd is not null and not coalesce(prevented_churn_lo_usd > 0, false))
    or (cost_per_prevented_usd is not null and not (cost_per_prevented_lo <= cost_per_prevented_usd and cost_per_prevented_usd <= cost_per_prevented_hi))
    or (status <> 'demonstrated' and (verdict <> status or verdict_point <> status))
    or (status = 'demonstrated' and verdict = 'not_demonstrated')
    or (status <> 'demonstrated' and reason is null)
