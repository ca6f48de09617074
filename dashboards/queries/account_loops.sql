select
    opened_at, first_outreach_at, closed_at, lapses_at, survey_type, score, sla_hours,
    hours_to_action, is_in_sla, is_closed_with_action, is_open, owner_id,
from marts.fct_loops
where account_id = $account_id
order by opened_at desc, loop_id
