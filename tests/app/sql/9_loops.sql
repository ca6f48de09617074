insert into marts.program_scorecard (
    kpi, label, unit, value, lo, hi, n, period_label, benchmark_lo, benchmark_hi, seed_claim, status, flag, source_relation,
    sort_order
) values
    ('detractor_recovery_observed', 'Detractors recovered among those who answered again', 'share', 0.36, 0.2, 0.55, 25, '2025-Q4', 0.30, 0.40, 'the articles: 30% to 40% of detractors recovered is best', 'no_target', 'insufficient', 'marts.detractor_recovery', 230);

create table marts.loop_performance as
select
    cast(d as date) as month, t.arr_tier, o.owner_id,
    cast(o.loops as bigint) as loops, cast(o.loops as bigint) as sla_elapsed,
    0.62e0 as in_sla_rate, 0.51e0 as in_sla_lo, 0.72e0 as in_sla_hi,
    cast(case when d < date '2026-06-01' then o.loops else 0 end as bigint) as closure_due,
    case when d < date '2026-06-01' then 0.55e0 end as closure_rate,
    case when d < date '2026-06-01' then 0.44e0 end as closure_lo,
    case when d < date '2026-06-01' then 0.66e0 end as closure_hi,
    30e0 as median_hours_to_action, 22e0 as median_lo_hours, 41e0 as median_hi_hours,
    cast(null as double) as p90_hours_to_action, case when o.loops < 30 then 'insufficient' else 'ok' end as flag,
from generate_series(date '2025-07-01', date '2026-06-01', interval 1 month) as s(d)
cross join (values ('all'), ('high'), ('standard')) as t(arr_tier)
cross join (values ('all', 90), ('own1', 70), ('own2', 20)) as o(owner_id, loops);

create table marts.loop_time_to_action as
select
    p.period_type, t.arr_tier, cast(c.hours as double) as hours, '2025-07-01 to 2026-06-30' as period_label, 'ok' as flag,
    cast(1080 as bigint) as loops, cast(c.at_risk as bigint) as at_risk, cast(c.contacted as bigint) as contacted,
    cast(c.survival as double) as survival, cast(c.lo as double) as survival_lo, cast(c.hi as double) as survival_hi,
from (values ('all'), ('last_12_months')) as p(period_type)
cross join (values ('all'), ('high'), ('standard')) as t(arr_tier)
cross join (values
    (0, 1080, 0, 1.0, null, null), (12, 1080, 200, 0.8, 0.75, 0.84), (40, 800, 300, 0.48, 0.43, 0.53),
    (96, 400, 200, 0.31, 0.27, 0.36), (960, 100, 60, 0.08, 0.05, 0.12)
) as c(hours, at_risk, contacted, survival, lo, hi);

create table marts.detractor_recovery as
select
    p.period_type, p.quarter, g.dimension as segment_dimension, g.value as segment_value, h.theme,
    case when p.flag = 'immature' then 'immature' when g.loops < 20 then 'suppressed' else 'ok' end as flag,
    cast(g.loops as bigint) as loops, cast(case when p.flag = 'ok' then g.loops else 0 end as bigint) as loops_mature,
    case when p.flag = 'ok' and g.loops >= 20 then cast(120 as bigint) end as resurveyed,
    case when p.flag = 'ok' and g.loops >= 20 then cast(42 as bigint) end as recovered,
    case when p.flag = 'ok' and g.loops >= 20 then 0.35e0 end as recovery_observed,
    case when p.flag = 'ok' and g.loops >= 20 then 0.27e0 end as recovery_observed_lo,
    case when p.flag = 'ok' and g.loops >= 20 then 0.44e0 end as recovery_observed_hi,
    case when p.flag = 'ok' and g.loops >= 20 then 0.14e0 end as recovery_all,
    case when p.flag = 'ok' and g.loops >= 20 then 0.11e0 end as recovery_all_lo,
    case when p.flag = 'ok' and g.loops >= 20 then 0.18e0 end as recovery_all_hi,
    case when p.flag = 'ok' and g.loops >= 20 then 0.74e0 end as recovery_upper,
    case when p.flag = 'ok' and g.loops >= 20 then cast(70 as bigint) end as contacted,
    case when p.flag = 'ok' and g.loops >= 20 then cast(50 as bigint) end as uncontacted,
    case when p.flag = 'ok' and g.loops >= 20 then cast(27 as bigint) end as contacted_recovered,
    case when p.flag = 'ok' and g.loops >= 20 then cast(15 as bigint) end as uncontacted_recovered,
    case when p.flag = 'ok' and g.loops >= 20 then 0.081e0 end as contacted_minus_uncontacted,
    case when p.flag = 'ok' and g.loops >= 20 then -0.09e0 end as contacted_minus_uncontacted_lo,
    case when p.flag = 'ok' and g.loops >= 20 then 0.25e0 end as contacted_minus_uncontacted_hi,
from (values
    ('all', date '2025-01-01', 'ok'), ('quarter', date '2025-10-01', 'ok'), ('quarter', date '2026-04-01', 'immature')
) as p(period_type, quarter, flag)
cross join (values
    ('all', 'all', 300), ('arr_tier', 'high', 90), ('arr_tier', 'standard', 210), ('industry', '<b>Retail</b> & $Co$ *x*', 12)
) as g(dimension, value, loops)
cross join (values ('all'), ('pricing')) as h(theme);

create table marts.action_queue as
select
    'qualtrics:R' || i as response_key, 'R' || i as response_id,
    case when i <= 20 then 'qualtrics:R' || i end as loop_id, 'acc' || lpad(cast(i as varchar), 3, '0') as account_id,
    'hash' || i as contact_key, case when i % 10 = 0 then null when i % 3 = 0 then 'own2' else 'own1' end as owner_id,
    case when i <= 20 then 'detractor' when i <= 35 then 'passive' else 'promoter' end as nps_class,
    'relationship' as survey_type, 'pricing' as theme, case when i % 4 = 0 then 'high' else 'standard' end as arr_tier,
    'North' as team, case when i % 10 = 0 then 'unrouted' else 'account_owner' end as routed_by,
    case when i <= 20 then 'reach_out' when i <= 35 then 'weekly_review' else 'invite_to_advocate' end as next_step,
    cast(case when i <= 20 then 3 when i <= 35 then 7 else 10 end as bigint) as score, cast(12000 as decimal(18, 2)) as arr_usd,
    (i - 8) * 24e0 as hours_left, i < 8 as is_overdue, timestamp '2026-06-20 06:00:00' as opened_at,
    timestamp '2026-07-01 06:00:00' + to_days(cast(i - 8 as integer)) as due_at,
    timestamp '2026-07-01 06:00:00' + to_days(cast(i - 8 as integer)) as next_step_due_at,
    timestamp '2026-07-01 06:00:00' as observed_at,
from generate_series(1, 50) as s(i);
