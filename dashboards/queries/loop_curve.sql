select hours, survival, survival_lo, survival_hi, at_risk, contacted, loops, flag, period_label
from marts.loop_time_to_action
where period_type = $period_type and arr_tier = $arr_tier
order by hours
