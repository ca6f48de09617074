select
    responded_at, survey_type, trigger, channel, score, nps_class, is_counted, comment_redacted,
from marts.fct_survey_responses
where account_id = $account_id and metric = 'nps' and score is not null
order by responded_at desc, response_key
