select
    segment_value,
    nps, nps_lo, nps_hi,
    n_responses, n_accounts, promoters, passives, detractors,
    nps_change, nps_change_p_value, is_significant_change, min_detectable_change,
    nps_weighted, nps_weighted_lo, nps_weighted_hi,
    is_sufficient, flag,
from marts.nps_by_segment
where
    program = $program and survey_type = $survey_type
    and period_type = $period_type and period_start = cast($period_start as date)
    and segment_dimension = $segment_dimension
order by n_responses desc, segment_value
