-- how many accounts of each owner's book moved, by contacts that answered again
select
    moved.owner_id,
    coalesce(max(owners.owner_name), moved.owner_id) as owner,
    count(*) as accounts,
    count(*) filter (where moved.movement = 'improved') as improved,
    count(*) filter (where moved.movement = 'steady') as steady,
    count(*) filter (where moved.movement = 'declined') as declined,
    count(*) filter (where moved.movement is null) as unknown,
    count(*) filter (where moved.is_alert) as alerts,
from marts.account_nps_quarterly as moved
left join marts.dim_owners as owners on moved.owner_id = owners.owner_id
where moved.quarter = cast($quarter as date)
group by moved.owner_id
order by declined desc, accounts desc, moved.owner_id
