-- where the published curve first reaches one half and one tenth
select
    min(hours) filter (where survival <= 0.5 + 1e-12) as median_hours,
    min(hours) filter (where survival_lo <= 0.5 + 1e-12) as median_lo_hours,
    min(hours) filter (where survival_hi <= 0.5 + 1e-12) as median_hi_hours,
    min(hours) filter (where survival <= 0.1 + 1e-12) as p90_hours,
    max(loops) as loops, max(flag) as flag, max(period_label) as period_label,
from marts.loop_time_to_action
where period_type = $period_type and arr_tier = $arr_tier
