-- How does NPS go with expansion revenue and contract value? Promoters against detractors.
select
    measure,
    round(100 * (exp(estimate) - 1), 1) as percent_more,
    round(100 * (exp(lo) - 1), 1) as percent_more_lo,
    round(100 * (exp(hi) - 1), 1) as percent_more_hi,
    n,
    flag
from marts.nps_revenue_association
where
    segment_dimension = 'all'
    and measure in ('expansion_log_ratio_promoter_minus_detractor', 'contract_value_log_ratio_promoter_minus_detractor')
    and cohort_date = (select max(cohort_date) from marts.nps_revenue_association)
order by measure
