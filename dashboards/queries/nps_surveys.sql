-- which surveys there are, to choose from
select distinct program, survey_type, period_type
from marts.nps_by_segment
order by program, survey_type, period_type
