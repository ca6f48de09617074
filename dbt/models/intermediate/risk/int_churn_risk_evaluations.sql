-- Evaluations of the risk model; none unless the var churn_risk_source is estimators.
{% set columns = ['auc', 'brier', 'skill', 'calibration_slope', 'calibration_intercept', 'top_decile_arr_share'] %}
{% if var('churn_risk_source') == 'estimators' -%}
select model_version, test_quarter, {{ listed(columns) }}, n, events, is_calibrated
from {{ source('derived', 'churn_risk_evaluation') }}
{%- else -%}
select
    cast(null as {{ dbt.type_string() }}) as model_version,
    cast(null as date) as test_quarter,
    {% for column in columns %}
    cast(null as double) as {{ column }},
    {% endfor %}
    cast(null as bigint) as n,
    cast(null as bigint) as events,
    cast(null as boolean) as is_calibrated
from {{ ref('int_as_of_resolved') }}
where false
{%- endif %}
