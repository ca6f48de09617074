select distinct segment_dimension
from marts.response_rates
where program = $program and survey_type = $survey_type and segment_dimension <> 'all'
order by segment_dimension
