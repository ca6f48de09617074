-- which surveys people were asked, to choose from
select distinct program, survey_type, channel
from marts.response_rates
where segment_dimension = 'all'
order by program, survey_type, channel
