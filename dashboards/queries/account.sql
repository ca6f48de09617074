select
    health.account_id, accounts.name, accounts.industry, accounts.country, accounts.arr_band,
    accounts.plan_tier, accounts.tenure_band, accounts.team, accounts.owner,
    health.nps_class, health.account_nps, health.nps_trend, health.behavior_segment,
    health.reasons, health.mrr_usd, health.open_loops, health.open_tickets, health.usage_change,
    health.churn_risk, health.risk_rank, health.is_risk_calibrated, health.is_polarised,
    health.has_exec_detractor, health.renewal_date, health.last_response_at, health.observed_at,
from marts.account_health as health
inner join marts.dim_accounts as accounts on health.account_id = accounts.account_id
where health.account_id = $account_id
