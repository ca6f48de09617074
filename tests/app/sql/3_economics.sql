create table marts.cost_per_prevented_churn as
select * from (values
    (date '2024-01-01', date '2025-04-30', 'landmark', 412000.0, 316000.0, -145000.0, 777000.0, null, 0.53, null,
        'not_demonstrated', 'not_demonstrated', 'not_demonstrated', 1280000.0, 164, 238, 0.91),
    (date '2024-01-01', date '2024-12-31', 'landmark', 318000.0, 231000.0, -181000.0, 643000.0, null, 0.49, null,
        'not_demonstrated', 'not_demonstrated', 'not_demonstrated', 930000.0, 121, 180, 0.88),
    (date '2024-01-01', date '2025-04-30', 'pre_program', 412000.0, 1010000.0, 520000.0, 1500000.0, 0.408, 0.275, 0.792,
        'needs_efficiency', 'acceptable', 'demonstrated', 1400000.0, 164, 90, 0.77),
    (date '2024-01-01', date '2025-04-30', 'holdout', 412000.0, null, null, null, null, null, null,
        'not_available', 'not_available', 'not_available', null, 0, 0, null)
) as v(
    window_start, window_end, design, program_cost_usd, prevented_churn_usd, prevented_churn_lo_usd,
    prevented_churn_hi_usd, cost_per_prevented_usd, cost_per_prevented_lo, cost_per_prevented_hi, verdict,
    verdict_point, status, naive_prevented_usd_not_for_decisions, n_treated, n_control, on_support_arr_share
);

create table marts.prevented_churn_strata as
select
    date '2024-01-01' as window_start, date '2025-04-30' as window_end, 'landmark' as design,
    cast(4 as integer) as stratum_level, 'smb|2|4-6|established' as stratum_key,
    cast(31 as bigint) as n_treated, cast(44 as bigint) as n_control,
    0.18 as loss_rate_treated, 0.24 as loss_rate_control, 21000.0 as prevented_churn_usd
union all
select date '2024-01-01', date '2025-04-30', 'landmark', 1, 'enterprise', 12, 14, 0.08, 0.13, 95000.0;

create table marts.prevented_churn_diagnostics as
select
    date '2024-01-01' as window_start, date '2025-04-30' as window_end, 'landmark' as design,
    v.diagnostic, v.covariate, v.value, v.lo, v.hi, v.outcome,
from (values
    ('standardised_mean_difference', 'log_arr', 0.07, null, null, 'ok'),
    ('standardised_mean_difference', 'tenure_days', 0.13, null, null, 'warn'),
    ('placebo_before_response', null, 12000.0, -90000.0, 114000.0, 'ok'),
    ('tipping_loss_rate_gap', null, 0.041, null, null, 'ok')
) as v(diagnostic, covariate, value, lo, hi, outcome);

create table marts.program_scorecard as
select * from (values
    ('relationship_nps', 22.1, 14.9, 29.3, 'points', null, null, null, null, 'no_benchmark', 'marts.nps_by_segment', null, 'Q2 2026', 620, 'ok', 1),
    ('promoter_grr', 0.962, 0.923, 0.987, 'fraction', null, '95% and more', 0.95, null, 'within_band', 'marts.retention_by_nps_class', 'the articles: promoters renew at 95% or more', 'cohort of 31 May 2025, 12 months', 410, 'ok', 2),
    ('passive_grr', 0.905, 0.861, 0.932, 'fraction', null, '85% to 90%', 0.85, 0.90, 'above_band', 'marts.retention_by_nps_class', 'the articles: passives renew at 85% to 90%', 'cohort of 31 May 2025, 12 months', 340, 'ok', 3),
    ('detractor_grr', 0.742, 0.686, 0.777, 'fraction', null, '60% to 75%', 0.60, 0.75, 'within_band', 'marts.retention_by_nps_class', 'the articles: detractors renew at 60% to 75%', 'cohort of 31 May 2025, 12 months', 205, 'ok', 4),
    ('promoter_nrr', 1.11, 1.04, 1.18, 'fraction', null, '110% to 130%', 1.10, 1.30, 'within_band', 'marts.retention_by_nps_class', 'the articles: promoters expand to 110% to 130%', 'cohort of 31 May 2025, 12 months', 410, 'ok', 5),
    ('cost_per_prevented_dollar', null, 0.53, null, 'usd_per_usd', null, 'up to $0.30', null, 0.30, 'not_demonstrated', 'marts.cost_per_prevented_churn', 'the articles: up to $0.30 per prevented dollar is strong', 'responses from 1 Jan 2024 to 30 Apr 2025', 402, 'not_demonstrated', 6),
    ('response_rate_relationship_email', 0.29, 0.26, 0.32, 'fraction', 0.25, '25% to 35%', 0.25, 0.35, 'within_band', 'marts.response_rates', 'the articles: 25% to 35% of relationship surveys by e-mail are answered', 'May 2026', 900, 'ok', 7),
    ('response_rate_transactional_email', 0.22, 0.19, 0.25, 'fraction', 0.35, '35% to 50%', 0.35, 0.50, 'below_band', 'marts.response_rates', 'the articles: 35% to 50% of transactional surveys by e-mail are answered', 'May 2026', 900, 'ok', 8)
) as v(
    kpi, value, lo, hi, unit, target, benchmark_band, band_lo, band_hi, status, source_relation, seed_claim,
    period_label, n, flag, sort_order
);
