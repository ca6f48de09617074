-- the same answers as given, and weighted back to everybody who was asked
select
    period_start, n_responses, nps, nps_lo, nps_hi,
    nps_weighted, nps_weighted_lo, nps_weighted_hi, is_sufficient, flag,
from marts.nps_by_segment
where
    program = $program and survey_type = $survey_type
    and period_type = 'quarter' and segment_dimension = 'all'
order by period_start
