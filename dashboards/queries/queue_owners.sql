-- how much waits for whom
select
    queue.owner_id, coalesce(max(owners.owner_name), queue.owner_id, 'nobody yet') as owner,
    count(*) as waiting,
    count(*) filter (where queue.nps_class = 'detractor') as detractors,
    count(*) filter (where queue.is_overdue) as overdue,
    count(*) filter (where queue.is_overdue and queue.nps_class = 'detractor') as overdue_detractors,
    min(queue.due_at) as first_due_at, max(queue.observed_at) as observed_at,
from marts.action_queue as queue
left join marts.dim_owners as owners on queue.owner_id = owners.owner_id
group by queue.owner_id
order by overdue_detractors desc, waiting desc, queue.owner_id nulls last
