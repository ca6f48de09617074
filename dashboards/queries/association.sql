select cohort_date, measure, estimate, lo, hi, n, flag
from marts.nps_revenue_association
where
    segment_dimension = 'all'
    and cohort_date = (
        select max(cohort_date)
        from marts.nps_revenue_association
        where estimate is not null
    )
order by measure
