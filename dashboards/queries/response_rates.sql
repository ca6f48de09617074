select
    month, program, survey_type, channel, delivered, responses,
    response_rate, response_rate_lo, response_rate_hi, target_lo, target_hi,
from marts.response_rates
where segment_dimension = 'all'
order by month desc, program, survey_type, channel
