create table marts.cost_per_prevented_churn as
select * from (values
    ('all', date '2024-01-01', date '2025-04-30', 'landmark', 412000.0, 316000.0, -145000.0, 777000.0, null, 0.53, null,
        'not_demonstrated', 'not_demonstrated', 'not_demonstrated', 1280000.0, 164, 238, 0.91, 'the interval includes zero'),
    ('calendar_year', date '2024-01-01', date '2024-12-31', 'landmark', 318000.0, 231000.0, -181000.0, 643000.0, null, 0.49, null,
        'not_demonstrated', 'not_demonstrated', 'not_demonstrated', 930000.0, 121, 180, 0.88, 'the interval includes zero'),
    ('all', date '2024-01-01', date '2025-04-30', 'pre_program', 412000.0, 1010000.0, 520000.0, 1500000.0, 0.408, 0.275, 0.792,
        'needs_efficiency', 'acceptable', 'demonstrated', 1400000.0, 164, 90, 0.77, null),
    ('all', date '2024-01-01', date '2025-04-30', 'holdout', 412000.0, null, null, null, null, null, null,
        'not_available', 'not_available', 'not_available', null, 0, 0, null, 'no account was drawn for a holdout')
) as v(
    window_type, window_start, window_end, design, program_cost_usd, prevented_churn_usd, prevented_churn_lo_usd,
    prevented_churn_hi_usd, cost_per_prevented_usd, cost_per_prevented_lo, cost_per_prevented_hi, verdict,
    verdict_point, status, naive_prevented_usd_not_for_decisions, n_treated, n_control, on_support_arr_share, reason
);

create table marts.prevented_churn_strata as
select
    date '2024-01-01' as window_start, date '2025-04-30' as window_end, 'landmark' as design, v.*
from (values
    ('smb|2|4-6|established', 4, 31, 44, 310000.0, 402000.0, 0.18, 0.24, 0.21, 0.22, 18600.0, 21000.0),
    ('enterprise', 1, 12, 14, 1900000.0, 2100000.0, 0.08, 0.13, 0.11, 0.12, 95000.0, 91000.0)
) as v(
    stratum_key, stratum_level, n_treated, n_control, arr_treated_usd, arr_control_usd, loss_rate_treated,
    loss_rate_control, mean_q_treated, mean_q_control, prevented_unadjusted_usd, prevented_churn_usd
);

create table marts.prevented_churn_diagnostics as
select
    date '2024-01-01' as window_start, date '2025-04-30' as window_end, 'landmark' as design, v.*
from (values
    ('smd_after', 'log_arr', 'pass', 0.07, null, null, 0.1, 0.6),
    ('smd_after', 'tenure_days', 'warn', 0.13, null, null, 0.1, 0.2),
    ('placebo_before_response', 'none', 'pass', 12000.0, -90000.0, 114000.0, 0.0, null),
    ('e_value', 'none', 'not_estimable', null, null, null, null, null),
    ('tipping_loss_rate', 'none', 'information', 0.041, null, null, null, null)
) as v(diagnostic, covariate, status, estimate, lo, hi, threshold, p_value);

create table marts.program_scorecard as
select * from (values
    ('relationship_nps', 'Relationship NPS', 'points', 24.2, 17.0, 31.5, 620, 'Q2 2026', 30.0, null, null, null, 'not_settled', 'ok', 'marts.nps_by_segment', 10),
    ('response_rate_relationship_email', 'Response rate of relationship surveys by e-mail', 'share', 0.29, 0.26, 0.32, 900, '2026-05', null, 0.25, 0.35, 'the articles: 25% to 35%', 'no_target', 'ok', 'marts.response_rates', 20),
    ('company_grr', 'Gross revenue retention', 'share', 0.879, 0.859, 0.892, 1605, '12 months from 2025-05-31', 0.85, null, null, null, 'met', 'ok', 'marts.retention_by_nps_class', 40),
    ('promoter_grr', 'Gross revenue retention of promoters', 'share', 0.956, 0.917, 0.981, 410, '12 months from 2025-05-31', null, 0.95, null, 'the articles: promoters renew at 95% or more', 'no_target', 'ok', 'marts.retention_by_nps_class', 50),
    ('passive_grr', 'Gross revenue retention of passives', 'share', 0.899, 0.856, 0.926, 340, '12 months from 2025-05-31', null, 0.85, 0.90, 'the articles: passives renew at 85% to 90%', 'no_target', 'ok', 'marts.retention_by_nps_class', 60),
    ('detractor_grr', 'Gross revenue retention of detractors', 'share', 0.736, 0.680, 0.771, 205, '12 months from 2025-05-31', null, 0.60, 0.75, 'the articles: detractors renew at 60% to 75%', 'no_target', 'ok', 'marts.retention_by_nps_class', 70),
    ('promoter_minus_detractor_grr', 'Lead of promoters over detractors in gross retention', 'share_difference', 0.22, 0.16, 0.28, 615, '12 months from 2025-05-31', null, null, null, null, 'no_target', 'holds', 'marts.retention_class_gaps', 100),
    ('company_nrr', 'Net revenue retention', 'share', 0.979, 0.944, 1.014, 1605, '12 months from 2025-05-31', 1.05, null, null, null, 'not_met', 'ok', 'marts.retention_by_nps_class', 110),
    ('promoter_nrr', 'Net revenue retention of promoters', 'share', 1.104, 1.035, 1.173, 410, '12 months from 2025-05-31', null, 1.10, 1.30, 'the articles: promoters expand to 110% to 130%', 'no_target', 'ok', 'marts.retention_by_nps_class', 120),
    ('company_mrr', 'Monthly recurring revenue', 'usd_per_month', 2899012.3, null, null, null, '2026-06-30', null, null, null, null, 'no_target', 'ok', 'marts.mrr_waterfall', 170),
    ('prevented_churn', 'Prevented churn', 'usd', 316000.0, -145000.0, 777000.0, 402, '2024-01-01 to 2025-04-30, landmark', null, null, null, null, 'no_target', 'not_demonstrated', 'marts.cost_per_prevented_churn', 180),
    ('cost_per_prevented_dollar', 'Cost per prevented churn dollar', 'usd_per_usd', null, 0.53, null, 402, '2024-01-01 to 2025-04-30, landmark', null, null, 0.30, 'the articles: up to $0.30 per prevented dollar is strong', 'not_available', 'not_demonstrated', 'marts.cost_per_prevented_churn', 190),
    ('loop_closure_rate', 'Loops closed with a documented action', 'share', null, null, null, null, null, null, 0.80, 0.85, 'the articles: 80% to 85% of loops closed', 'not_available', 'not_available', null, 200)
) as v(
    kpi, label, unit, value, lo, hi, n, period_label, target, benchmark_lo, benchmark_hi, seed_claim, status, flag,
    source_relation, sort_order
);
