-- Risks of the risk model; none unless the var churn_risk_source is estimators. Rows of accounts that have
-- since been merged away, or of dates that are no longer published, fall out with the features.
with rows_of_features as (

    select account_id, t0 from {{ ref('int_churn_risk_features') }}

),

scores as (

    {% if var('churn_risk_source') == 'estimators' -%}
    select model_version, account_id, t0, test_quarter, q, risk_rank from {{ source('derived', 'churn_risk') }}
    {%- else -%}
    select
        cast(null as {{ dbt.type_string() }}) as model_version,
        account_id,
        t0,
        t0 as test_quarter,
        cast(null as double) as q,
        cast(null as bigint) as risk_rank
    from rows_of_features
    where false
    {%- endif %}

),

final as (

    select scores.*
    from scores
    inner join rows_of_features
        on scores.account_id = rows_of_features.account_id and scores.t0 = rows_of_features.t0

)

select * from final
