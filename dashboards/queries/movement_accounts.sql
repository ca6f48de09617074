select
    moved.account_id, accounts.name, moved.movement, moved.matched_change, moved.n_matched,
    moved.largest_fall, moved.account_nps, moved.nps_class, accounts.owner,
    accounts.current_mrr_usd,
from marts.account_nps_quarterly as moved
inner join marts.dim_accounts as accounts on moved.account_id = accounts.account_id
where
    moved.quarter = cast($quarter as date)
    and moved.movement in ('improved', 'declined')
    and ($owner_id = 'all' or moved.owner_id = $owner_id)
order by moved.matched_change, accounts.current_mrr_usd desc nulls last, moved.account_id
limit $limit offset $offset
