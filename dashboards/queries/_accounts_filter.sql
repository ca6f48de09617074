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
