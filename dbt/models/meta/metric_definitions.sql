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
    ('response_rate', 'Responses over delivered invitations.', '7 Response and fatigue', 'marts.response_rates'),
    ('churn_risk_difference', 'Churn rate of one NPS class minus that of another.', '8 Correlation', 'marts.nps_revenue_association'),
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
