create table marts.dim_owners as
select * from (values ('own1', 'Owner One', true), ('own2', null, true)) as v(owner_id, owner_name, is_active);

create table marts.dim_accounts as
select
    'acc' || lpad(cast(i as varchar), 3, '0') as account_id,
    case i when 1 then '<b>Acme</b> & $Co$ *x*' when 2 then 'Zebra Ltd' else 'Company ' || i end as name,
    'Software' as industry, 'Germany' as country,
    case when i % 3 = 0 then 'own2' else 'own1' end as owner_id,
    case when i % 3 = 0 then 'own2' else 'Owner One' end as owner,
    'North' as team, 'business' as plan_tier,
    case when i % 5 = 0 then 'enterprise' else 'smb' end as arr_band, 'mature' as tenure_band,
    cast(1000 + 10 * i as decimal(18, 2)) as current_mrr_usd,
from generate_series(1, 60) as s(i);

create table marts.account_health as
select
    a.account_id, a.owner_id,
    case when i % 4 = 1 then 'detractor' when i % 4 = 2 then 'promoter' when i % 4 = 3 then 'passive' else 'no_response' end as nps_class,
    case when i % 4 = 0 then 'unknown' when i % 4 = 1 then 'declined' else 'steady' end as nps_trend,
    case when i = 1 then 'vocal_detractor' when i = 4 then 'silent_detractor' when i % 4 = 1 then 'vocal_detractor'
        when i = 2 then 'expansion_promoter' when i % 4 = 2 then 'at_risk_promoter' when i % 4 = 3 then 'at_risk_passive'
        else 'quiet' end as behavior_segment,
    case when i = 1 then 'an executive is a detractor; account NPS -60; 2 open loops' else 'nothing stands out' end as reasons,
    case when i % 4 = 1 then -60e0 when i % 4 = 2 then 80e0 when i % 4 = 3 then 10e0 end as account_nps,
    a.current_mrr_usd as mrr_usd, cast(case when i = 1 then 2 else 0 end as bigint) as open_loops,
    cast(i % 3 as bigint) as open_tickets, case when i > 2 then -0.2e0 when i = 1 then -0.5e0 end as usage_change,
    cast(null as double) as churn_risk, cast(i as bigint) as risk_rank, false as is_risk_calibrated,
    i = 1 as is_polarised, i = 1 as has_exec_detractor, date '2026-09-01' as renewal_date,
    timestamp '2026-06-10 10:00:00' as last_response_at, timestamp '2026-07-01 06:00:00' as observed_at,
from marts.dim_accounts as a
inner join generate_series(1, 60) as s(i) on a.account_id = 'acc' || lpad(cast(i as varchar), 3, '0');

create table marts.advocacy_candidates as
select
    'hash' || i || account_id as contact_key, account_id, owner_id, 'user' as role_class,
    'scored 10 in the last relationship survey; account NPS 80' as reason, cast(10 as bigint) as last_score,
    timestamp '2026-05-04 10:00:00' as last_response_at, timestamp '2026-05-01 09:00:00' as last_invited_at,
    timestamp '2026-07-01 06:00:00' as observed_at,
from marts.account_health
cross join generate_series(1, 2) as s(i)
where nps_class = 'promoter';

create table marts.account_nps_quarterly as
select
    a.account_id, a.owner_id, cast(d as date) as quarter, h.nps_class,
    case when a.account_id = 'acc001' then 'declined' when a.account_id < 'acc030' then 'improved' when a.account_id < 'acc040' then 'steady' end as movement,
    h.account_nps, cast(3 as bigint) as n_responses, 2.5e0 as n_effective, 7e0 as weighted_mean_score,
    case when a.account_id = 'acc001' then -2.25e0 when a.account_id < 'acc030' then 1.5e0 when a.account_id < 'acc040' then 0e0 end as matched_change,
    cast(case when a.account_id < 'acc040' then 2 else 0 end as bigint) as n_matched, cast(3 as bigint) as largest_fall,
    -5e0 as nps_change_points, -2e0 as nps_slope, false as is_polarised, false as has_executive_detractor,
    a.account_id = 'acc001' as is_alert,
from marts.dim_accounts as a
inner join marts.account_health as h on a.account_id = h.account_id
cross join generate_series(date '2025-10-01', date '2026-04-01', interval 3 month) as s(d)
where h.account_nps is not null;

create table marts.fct_survey_responses as
select
    'r' || i as response_key, 'acc001' as account_id, 'nps' as metric,
    case when i % 2 = 0 then 'relationship' else 'transactional' end as survey_type, 'quarterly' as trigger, 'email' as channel,
    cast(i as bigint) as score, case when i <= 6 then 'detractor' when i <= 8 then 'passive' else 'promoter' end as nps_class,
    true as is_counted, case when i = 2 then '<script>alert(1)</script> too *slow*' end as comment_redacted,
    timestamp '2025-08-01 10:00:00' + to_days(30 * cast(i as integer)) as responded_at,
from generate_series(0, 10) as s(i);

create table marts.fct_loops as
select * from (values
    ('l1', 'acc001', 'own1', 'relationship', 2, 72, 20.5e0, true, true, false, timestamp '2025-10-01 09:00:00', timestamp '2025-10-02 05:30:00', timestamp '2025-10-09 09:00:00', timestamp '2025-12-30 09:00:00'),
    ('l2', 'acc001', 'own1', 'relationship', 4, 72, null, false, false, true, timestamp '2026-06-01 09:00:00', null, null, timestamp '2026-08-30 09:00:00'),
    ('l3', 'acc001', 'own1', 'relationship', 0, 72, null, false, false, false, timestamp '2025-10-02 09:00:00', null, null, timestamp '2025-12-31 09:00:00')
) as v(
    loop_id, account_id, owner_id, survey_type, score, sla_hours, hours_to_action, is_in_sla, is_closed_with_action, is_open,
    opened_at, first_outreach_at, closed_at, lapses_at
);

create table marts.fct_support_tickets as
select * from (values
    ('zendesk:1', '1', 'acc001', 'closed', 'urgent', 0, 20.5e0, true, timestamp '2026-02-01 09:00:00', timestamp '2026-02-02 05:30:00'),
    ('zendesk:2', '2', 'acc001', 'open', null, 0, null, false, timestamp '2026-06-20 09:00:00', null)
) as v(ticket_key, ticket_id, account_id, status, priority, reopened_count, hours_to_solve, is_solved, created_at, solved_at);

create table marts.fct_account_mrr_monthly as
select 'acc001' as account_id, last_day(cast(d as date)) as month_end_date, cast(1010 as decimal(18, 2)) as mrr_usd, false as in_grace,
from generate_series(date '2025-07-01', date '2026-06-01', interval 1 month) as s(d);

create table marts.fct_usage_monthly as
select 'acc001' as account_id, f.feature, cast(d as date) as month, cast(120 as bigint) as events,
from generate_series(date '2025-07-01', date '2026-06-01', interval 1 month) as s(d)
cross join (values ('reports'), ('export')) as f(feature);
