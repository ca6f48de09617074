-- where promoters' lead over detractors in gross retention is largest
select segment_value, estimate, lo, hi, n, flag
from marts.nps_revenue_association
where
    measure = 'grr_promoter_minus_detractor'
    and segment_dimension = $segment_dimension
    and cohort_date = cast($cohort_date as date)
order by estimate desc nulls last, segment_value
