select
    quarter, basis, n_early, n_late, late_share,
    nps_early, nps_early_lo, nps_early_hi, nps_late, nps_late_lo, nps_late_hi,
    late_minus_early, late_minus_early_lo, late_minus_early_hi, p_value, flag,
from marts.response_timing
where program = $program and survey_type = $survey_type
order by basis, quarter
