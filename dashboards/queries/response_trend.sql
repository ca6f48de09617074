select
    month, delivered, responses,
    response_rate, response_rate_lo, response_rate_hi, target_lo, target_hi,
from marts.response_rates
where
    program = $program and survey_type = $survey_type and channel = $channel
    and segment_dimension = 'all'
order by month
