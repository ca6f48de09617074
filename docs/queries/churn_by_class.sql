-- What is the churn-rate difference between promoters, passives and detractors?
select
    measure,
    round(estimate, 3) as estimate,
    round(lo, 3) as lo,
    round(hi, 3) as hi,
    n,
    flag
from marts.nps_revenue_association
where
    segment_dimension = 'all'
    and measure like 'churn_r%'
    and cohort_date = (select max(cohort_date) from marts.nps_revenue_association)
order by measure
