-- Which segments turn NPS into retention best? The promoters' lead over detractors in gross retention.
select
    segment_dimension,
    segment_value,
    round(100 * estimate, 1) as lead_points,
    round(100 * lo, 1) as lead_lo,
    round(100 * hi, 1) as lead_hi,
    n,
    flag
from marts.nps_revenue_association
where
    measure = 'grr_promoter_minus_detractor'
    and segment_dimension in ('arr_band', 'plan_tier', 'industry')
    and flag = 'ok'
    and cohort_date = (select max(cohort_date) from marts.nps_revenue_association)
order by estimate desc
limit 10
