select
    quarter, invited_people, responding_people, r_indicator, max_bias, weighted_minus_raw,
    respondent_grr, respondent_grr_lo, respondent_grr_hi, respondent_accounts,
    nonrespondent_grr, nonrespondent_grr_lo, nonrespondent_grr_hi, nonrespondent_accounts,
    invited_arr_share, responded_arr_share,
    open_ticket_rate_invited, open_ticket_rate_not_invited, flag,
from marts.response_bias
where program = $program and survey_type = $survey_type
order by quarter
