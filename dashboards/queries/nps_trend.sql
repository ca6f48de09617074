select
    period_start,
    nps, nps_lo, nps_hi, n_responses, n_accounts,
    min_detectable_change, is_sufficient, flag,
from marts.nps_by_segment
where
    program = $program and survey_type = $survey_type and period_type = $period_type
    and segment_dimension = $segment_dimension and segment_value = $segment_value
order by period_start
