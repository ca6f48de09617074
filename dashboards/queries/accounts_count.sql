-- how many accounts the filters of accounts.sql leave
select count(*) as accounts
from marts.account_health as health
inner join marts.dim_accounts as accounts on health.account_id = accounts.account_id
where
    ($arr_band = 'all' or accounts.arr_band = $arr_band)
    and ($nps_class = 'all' or health.nps_class = $nps_class)
    and ($behavior_segment = 'all' or health.behavior_segment = $behavior_segment)
    and ($owner_id = 'all' or health.owner_id = $owner_id)
    and (
        $search = ''
        or contains(lower(accounts.name), lower($search))
        or contains(lower(health.account_id), lower($search))
    )
