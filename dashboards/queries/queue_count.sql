-- how many rows the filters of queue.sql leave
select count(*) as waiting
from marts.action_queue as queue
where
    ($owner_id = 'all' or coalesce(queue.owner_id, 'nobody') = $owner_id)
    and ($arr_tier = 'all' or queue.arr_tier = $arr_tier)
    and ($waiting = 'all' or queue.nps_class = $waiting or (queue.is_overdue and $waiting = 'overdue'))
