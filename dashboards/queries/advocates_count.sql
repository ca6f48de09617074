-- how many may be asked, at how many accounts, as of when
select
    count(*) as people,
    count(distinct account_id) as accounts,
    max(observed_at) as observed_at,
from marts.advocacy_candidates
where $owner_id = 'all' or owner_id = $owner_id
