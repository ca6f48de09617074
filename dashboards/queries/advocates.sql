-- whom one may ask for a reference, the largest accounts first
select
    accounts.name, candidates.account_id, accounts.arr_band, health.mrr_usd,
    candidates.role_class, candidates.last_score, candidates.last_response_at,
    candidates.last_invited_at, candidates.reason, accounts.owner, candidates.contact_key,
    candidates.observed_at,
from marts.advocacy_candidates as candidates
inner join marts.account_health as health on candidates.account_id = health.account_id
inner join marts.dim_accounts as accounts on candidates.account_id = accounts.account_id
where $owner_id = 'all' or candidates.owner_id = $owner_id
order by health.mrr_usd desc nulls last, candidates.last_score desc, candidates.contact_key
limit $limit offset $offset
