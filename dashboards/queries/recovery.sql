select
    segment_value, theme, loops, loops_mature, resurveyed, recovered,
    recovery_observed, recovery_observed_lo, recovery_observed_hi,
    recovery_all, recovery_all_lo, recovery_all_hi, recovery_upper,
    contacted, uncontacted, contacted_recovered, uncontacted_recovered,
    contacted_minus_uncontacted, contacted_minus_uncontacted_lo, contacted_minus_uncontacted_hi,
    flag,
from marts.detractor_recovery
where
    period_type = $period_type and quarter = cast($quarter as date)
    and segment_dimension = $segment_dimension and theme = $theme
order by loops desc, segment_value
