select
    segment_value, delivered, responses,
    response_rate, response_rate_lo, response_rate_hi, target_lo, target_hi,
from marts.response_rates
where
    program = $program and survey_type = $survey_type and channel = $channel
    and month = cast($month as date) and segment_dimension = $segment_dimension
order by delivered desc, segment_value
