-- which cohorts there are, to choose from
select distinct cohort_date, horizon_months, is_mature
from marts.retention_by_nps_class
where segment_dimension = 'all'
order by cohort_date desc, horizon_months
