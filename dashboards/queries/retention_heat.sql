-- every cohort by class and horizon, for the heat map
select cohort_date, horizon_months, nps_class, n_accounts, grr, grr_lo, grr_hi, nrr, nrr_lo, nrr_hi, is_mature, flag
from marts.retention_by_nps_class
where segment_dimension = 'all'
order by cohort_date desc, horizon_months, nps_class
