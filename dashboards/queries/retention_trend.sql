select
    cohort_date, nps_class, n_accounts,
    grr, grr_lo, grr_hi, nrr, nrr_lo, nrr_hi, is_mature, flag,
from marts.retention_by_nps_class
where horizon_months = $horizon_months and segment_dimension = 'all' and is_mature
order by cohort_date, nps_class
