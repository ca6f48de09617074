select nps_class_a, nps_class_b, measure, gap, gap_lo, gap_hi, p_value, ordering
from marts.retention_class_gaps
where cohort_date = cast($cohort_date as date) and horizon_months = $horizon_months
order by
    measure,
    case when nps_class_a = 'passive' then 2 when nps_class_b = 'passive' then 1 else 3 end
