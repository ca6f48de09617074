-- the values that accounts can be filtered by
select 'arr_band' as field, arr_band as value, arr_band as label, count(*) as accounts
from marts.dim_accounts
group by arr_band
union all
select 'nps_class', nps_class, nps_class, count(*)
from marts.account_health
group by nps_class
union all
select 'behavior_segment', behavior_segment, behavior_segment, count(*)
from marts.account_health
group by behavior_segment
union all
select 'owner_id', owner_id, max(owner), count(*)
from marts.dim_accounts
group by owner_id
order by field, accounts desc, value
