select
    segment_value, nps_class,
    n_accounts, mrr_start_usd, mrr_end_usd,
    grr, grr_lo, grr_hi, grr_strict, nrr, nrr_lo, nrr_hi, logo_retention,
    is_mature, flag,
from marts.retention_by_nps_class
where
    cohort_date = cast($cohort_date as date) and horizon_months = $horizon_months
    and segment_dimension = $segment_dimension
order by segment_value, nps_class
