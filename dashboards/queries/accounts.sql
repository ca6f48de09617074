select
    health.account_id, accounts.name, accounts.arr_band,
    health.nps_class, health.account_nps, health.nps_trend, health.behavior_segment,
    health.mrr_usd, health.risk_rank, health.churn_risk, health.renewal_date,
    health.open_loops, health.open_tickets, health.usage_change, health.last_response_at,
    accounts.owner, health.reasons,
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
order by
    case when $sort = 'risk' then health.risk_rank end nulls last,
    case when $sort = 'lowest_nps' then health.account_nps end nulls last,
    case when $sort = 'highest_nps' then health.account_nps end desc nulls last,
    case when $sort = 'renewal' then health.renewal_date end nulls last,
    case when $sort = 'usage' then health.usage_change end nulls last,
    case when $sort = 'tickets' then health.open_tickets end desc nulls last,
    case when $sort = 'name' then lower(accounts.name) end nulls last,
    health.mrr_usd desc nulls last,
    health.account_id
limit $limit offset $offset
