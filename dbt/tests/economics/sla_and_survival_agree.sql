-- A loop in time has an outreach, and a loop without outreach has no time to action.
select loop_id
from {{ ref('fct_loops') }}
where (is_in_sla and first_outreach_at is null)
    or (first_outreach_at is null and hours_to_action is not null)
    or (is_contacted_while_watched and is_on_clock and abs(watched_hours - hours_to_action) > 0.000001)
