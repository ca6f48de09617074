select score, n_responses, share
from marts.nps_score_distribution
where
    program = $program and survey_type = $survey_type
    and period_type = $period_type and period_start = cast($period_start as date)
    and segment_dimension = $segment_dimension and segment_value = $segment_value
order by score
