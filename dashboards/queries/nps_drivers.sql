-- what goes with a better or worse score in the newest window, the costliest first
select
    quarter, driver, driver_type, n_with, n_without, share, gap, gap_lo, gap_hi, impact,
    adjusted_coefficient, adjusted_coefficient_lo, adjusted_coefficient_hi, coverage_level,
    excess_loss_usd, p_value, is_significant, is_mechanically_related, flag,
from marts.nps_drivers
where quarter = (select max(quarter) from marts.nps_drivers)
order by excess_loss_usd desc nulls last, adjusted_coefficient nulls last, driver
