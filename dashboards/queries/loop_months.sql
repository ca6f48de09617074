select
    month, loops, sla_elapsed, in_sla_rate, in_sla_lo, in_sla_hi,
    closure_due, closure_rate, closure_lo, closure_hi,
    median_hours_to_action, median_lo_hours, median_hi_hours, p90_hours_to_action, flag,
from marts.loop_performance
where arr_tier = $arr_tier and owner_id = $owner_id
order by month
