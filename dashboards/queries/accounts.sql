-- the page of ids is found on narrow rows; the wide ones are read for that page only
select
    health.account_id, accounts.name, accounts.arr_band,
    health.nps_class, health.account_nps, health.nps_trend, health.behavior_segment,
    health.mrr_usd, health.risk_rank, health.churn_risk, health.renewal_date,
    health.open_loops, health.open_tickets, health.usage_change, health.last_response_at,
    accounts.owner, health.reasons,
from (
    select
        health.account_id, health.mrr_usd,
        case $sort
            when 'risk' then health.risk_rank
            when 'lowest_nps' then health.account_nps
            when 'highest_nps' then -health.account_nps
            when 'renewal' then date_diff('day', date '2000-01-01', health.renewal_date)
            when 'usage' then health.usage_change
            when 'tickets' then -health.open_tickets
        end as sort_number,
        case when $sort = 'name' then lower(accounts.name) end as sort_text,
    from marts.account_health as health
    inner join marts.dim_accounts as accounts on health.account_id = accounts.account_id
    -- include accounts_filter
    order by sort_number nulls last, sort_text nulls last, health.mrr_usd desc nulls last, health.account_id
    limit $limit offset $offset
) as page
inner join marts.account_health as health on page.account_id = health.account_id
inner join marts.dim_accounts as accounts on page.account_id = accounts.account_id
order by page.sort_number nulls last, page.sort_text nulls last, page.mrr_usd desc nulls last, page.account_id
