select distinct segment_dimension
from marts.nps_by_segment
where program = $program and survey_type = $survey_type and period_type = $period_type
order by segment_dimension
