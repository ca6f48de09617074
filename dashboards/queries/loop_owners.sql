-- whose loops there are, to choose from
select
    loops.owner_id, coalesce(max(owners.owner_name), loops.owner_id) as owner,
    cast(sum(loops.loops) as bigint) as loops,
from marts.loop_performance as loops
left join marts.dim_owners as owners on loops.owner_id = owners.owner_id
where loops.arr_tier = 'all' and loops.owner_id <> 'all'
group by loops.owner_id
order by loops desc, loops.owner_id
