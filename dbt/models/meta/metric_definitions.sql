-- The words behind the numbers, and where each one is defined. One model computes each metric.
{% set definitions = [
    ('nps', 'Share of promoters (9-10) minus share of detractors (0-6) among counted responses, in points; adjusted Wald interval on the effective sample.', '1 NPS', 'marts.nps_by_segment'),
    ('nps_weighted', 'NPS with responses weighted to the invited population by ARR band and tenure.', '1 NPS, non-response weighting', 'marts.nps_by_segment'),
    ('min_detectable_change', 'Smallest change between two periods of this size that is found with 80% power, points.', '1 NPS, flags', 'marts.nps_by_segment'),
    ('mrr', 'Monthly recurring revenue: recurring invoice lines spread over their service period, normalised to a month, net of lasting discounts.', '2 MRR ledger', 'marts.fct_account_mrr_monthly'),
    ('mrr_movement', 'Change of MRR between two month-ends: new, reactivation, expansion, contraction, churn, exchange rate, rounding.', '2 MRR ledger', 'marts.fct_mrr_movements'),
    ('grr', 'Gross revenue retention: MRR kept from a cohort, each account capped at its start, over MRR at the start.', '2 GRR and NRR', 'marts.retention_by_nps_class'),
    ('nrr', 'Net revenue retention: MRR of a cohort at the horizon, expansion included, over MRR at the start.', '2 GRR and NRR', 'marts.retention_by_nps_class'),
    ('logo_retention', 'Share of a cohort of accounts that still pays at the horizon.', '2 GRR and NRR', 'marts.retention_by_nps_class'),
    ('retention_gap', 'Difference in retention between two NPS classes of the same cohort.', '2 GRR and NRR', 'marts.retention_class_gaps'),
    ('prevented_churn', 'ARR lost without the recovery program minus ARR lost with it, among treated accounts, comparable accounts compared.', '3 Prevented churn', 'marts.cost_per_prevented_churn'),
    ('cost_per_prevented', 'Program cost divided by prevented churn, USD per USD, with a Fieller interval; its verdict says whether a benefit is demonstrated.', '3 Prevented churn', 'marts.cost_per_prevented_churn'),
    ('loop_closure_rate', 'Loops closed with a documented action, of loops at least 30 days old; Wilson interval, fraction.', '4 Loop metrics', 'marts.loop_performance'),
    ('in_sla_rate', 'Loops first contacted within 24 hours (ARR of 50,000 USD or more) or 72 hours, of loops whose limit has passed; Wilson interval, fraction.', '4 Loop metrics', 'marts.loop_performance'),
    ('median_hours_to_action', 'Hours from the answer to the first outreach that half of the loops have reached (Kaplan-Meier, open loops censored).', '4 Loop metrics', 'marts.loop_performance'),
    ('recovery_observed', 'Loops whose contact scored 7 or more at the next relationship survey within 180 days, of those who answered it; Wilson interval, fraction.', '4 Recovery', 'marts.detractor_recovery'),
    ('recovery_all', 'The same of all loops whose 180 days have passed: who did not answer again counts as not recovered.', '4 Recovery', 'marts.detractor_recovery'),
    ('contacted_minus_uncontacted', 'Recovery of contacted loops minus that of uncontacted ones, fraction; what remains of recovery once regression to the mean, which lifts both, is taken away. An association.', '4 Recovery', 'marts.detractor_recovery'),
    ('time_to_action_curve', 'Share of loops still without outreach by hours since the answer (Kaplan-Meier, open loops censored).', '4 Loop metrics', 'marts.loop_time_to_action'),
    ('teams_engaged', 'Teams named in program/routing whose owner closed at least one loop with a documented action in the last complete quarter, over the teams named with an owner, fraction.', '4 Loop metrics', 'marts.program_scorecard'),
    ('open_loop', 'Detractor answer, with those that joined it, that no completed task has closed and that has not lapsed at the moment of observation; due by its SLA, then by the age at which closure counts.', '10 Exact readings, R34 and R41', 'marts.action_queue'),
    ('next_step', 'First step of a recovery that is not done: reach out, find the cause, document the action, confirm the recovery (seed recovery_steps).', '10 Exact readings, R41', 'marts.action_queue'),
    ('naive_prevented', 'Churn of uncontacted minus contacted accounts as they are; positive even for a program that does nothing. Not for decisions.', '3 Prevented churn', 'marts.cost_per_prevented_churn'),
    ('response_rate', 'Responses over delivered invitations.', '7 Response and fatigue', 'marts.response_rates'),
    ('churn_risk_difference', 'Churn rate of one NPS class minus that of another.', '8 Correlation', 'marts.nps_revenue_association'),
    ('account_nps', 'NPS of one account: last answer of each contact in 12 months, weighted by role and recency, points.', '5 Account NPS', 'marts.account_nps_quarterly'),
    ('matched_change', 'Role-weighted change of score of the contacts that answered again since the quarter before, score points.', '5 Account NPS, trend', 'marts.account_nps_quarterly'),
    ('csat', 'Share of satisfied answers: top two of five, or a ticket rated good; Wilson interval, fraction.', '10 Exact readings, R11', 'marts.cx_by_segment'),
    ('ces', 'Mean effort score on the scale of its survey, t interval.', '10 Exact readings, R11', 'marts.cx_by_segment'),
    ('feature_adoption_gap', 'NPS of accounts that used a feature in a quarter minus NPS of those that did not, points; an association.', '1 NPS, difference of independent samples', 'marts.feature_adoption_nps'),
    ('churn_risk', 'Probability that a paying account loses at least half of its MRR within six months, fraction; a rank where it is not calibrated.', '8 Risk score', 'marts.account_health'),
    ('risk_model_skill', '1 minus the Brier score of the risks over that of the base rate, on rows the model never saw.', '8 Risk score', 'marts.risk_model_evaluation'),
    ('lost_arr_captured', 'Share of the ARR of all accounts that churned in a test quarter which lay in the riskiest tenths, fraction.', '8 Risk score', 'marts.risk_model_deciles'),
    ('behavior_segment', 'What an account says, uses and owes, as one of nine segments with documented thresholds.', '5 Account NPS; thresholds are dbt vars', 'marts.account_health'),
    ('response_bias', 'Unevenness of answering over ARR band and tenure (R-indicator) and the largest bias of NPS that it allows, points.', '7 Response and fatigue', 'marts.response_bias'),
    ('late_minus_early', 'NPS of answers that came late (3 days or more, or after a reminder) minus that of early ones, points; late ones are the nearest one sees of those who never answer.', '7 Response and fatigue', 'marts.response_timing'),
    ('survey_fatigue', 'Share of delivered invitations that came less than 30 days after another one to the same person, fraction.', '7 Response and fatigue', 'marts.survey_fatigue'),
    ('suppression', 'People who must not be invited now: asked less than 30 days ago, a relationship survey less than 90 days ago, an open loop, or a bounced address.', '7 Response and fatigue; R39, R41', 'marts.suppression_list'),
    ('advocacy_candidate', 'A promoter by the last relationship answer whose account is healthy, whom nobody asked of late and who has no open loop.', 'R41; thresholds are dbt vars', 'marts.advocacy_candidates'),
    ('theme', 'What a comment is about, by inspectable rules on the words of its clauses, with the sentiment of those clauses from -1 to 1.', 'docs/text-quality.md', 'marts.fct_response_themes'),
    ('arr_at_risk', 'ARR of accounts with a detractor answer, split equally over the themes they mention, USD.', '6 Market damage', 'marts.theme_impact'),
    ('excess_loss', 'ARR at risk times what the 12-month churn of the theme has above that of passives, USD per year.', '6 Market damage', 'marts.theme_impact'),
    ('driver_gap', 'NPS of answers with a driver (a theme of the comment, a support ticket) minus that of the others, points; its impact is share times gap.', '8 Drivers', 'marts.nps_drivers'),
    ('driver_coefficient', 'The same with other drivers, the ARR band and whether there is a comment held fixed: clustered regression, intervals adjusted for many drivers, points. An association.', '8 Drivers', 'marts.nps_drivers'),
    ('action_item_effect', 'Change of NPS among those who mention a theme minus change among the others, around the day an action item shipped, points.', '1 NPS, difference of two periods', 'marts.action_item_impact'),
    ('theme_sentiment', 'Mean sentiment, from -1 to 1, of the clauses in which customers mention a theme, and the share of comments that mention it.', 'docs/text-quality.md', 'marts.theme_sentiment'),
    ('business_case', 'What a recovery program prevents and costs: the sums as the articles do them, and the same assumptions taken at their word. A calculation, not a measurement.', '3 Seed business case', 'marts.business_case'),
    ('figure_change', 'A headline figure now minus what it was in the publication that readers saw before; beyond noise when the interval of the difference, recovered from both intervals (MOVER), excludes zero.', '1 NPS, difference of two periods', 'meta.figure_changes'),
] %}

with final as (

    {% for metric, words, section, relation in definitions %}
    select
        cast('{{ metric }}' as {{ dbt.type_string() }}) as metric,
        cast('{{ words }}' as {{ dbt.type_string() }}) as words,
        cast('{{ section }}' as {{ dbt.type_string() }}) as section,
        cast('{{ relation }}' as {{ dbt.type_string() }}) as relation
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select * from final
