select
    queue.due_at, queue.hours_left, queue.is_overdue, queue.nps_class, queue.score,
    queue.account_id, accounts.name, queue.arr_usd, queue.arr_tier, queue.theme,
    queue.next_step, queue.next_step_due_at, queue.owner_id, queue.team, queue.routed_by,
    queue.survey_type, queue.opened_at, queue.contact_key, queue.response_id, queue.observed_at,
from marts.action_queue as queue
left join marts.dim_accounts as accounts on queue.account_id = accounts.account_id
where
    ($owner_id = 'all' or coalesce(queue.owner_id, 'nobody') = $owner_id)
    and ($arr_tier = 'all' or queue.arr_tier = $arr_tier)
    and ($waiting = 'all' or queue.nps_class = $waiting or (queue.is_overdue and $waiting = 'overdue'))
order by queue.due_at, queue.arr_usd desc nulls last, queue.response_id
limit $limit offset $offset
