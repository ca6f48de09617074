select
    loops.owner_id, coalesce(owners.owner_name, loops.owner_id) as owner, loops.loops,
    loops.sla_elapsed, loops.in_sla_rate, loops.in_sla_lo, loops.in_sla_hi,
    loops.closure_due, loops.closure_rate, loops.closure_lo, loops.closure_hi, loops.flag,
from marts.loop_performance as loops
left join marts.dim_owners as owners on loops.owner_id = owners.owner_id
where
    loops.month = cast($month as date) and loops.arr_tier = $arr_tier and loops.owner_id <> 'all'
order by loops.loops desc, loops.owner_id
