select distinct period_start
from marts.nps_by_segment
where program = $program and survey_type = $survey_type and period_type = $period_type
order by period_start desc
