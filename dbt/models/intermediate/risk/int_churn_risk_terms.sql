{{ config(meta={'parts': {'by': 't0', 'of': ['int_churn_risk_rows', 'int_account_quarter_terms']}}) }}
-- Days from t0 to the end of the term that was already invoiced by then: when the account next decides.
-- The CRM's close dates are left out, because a lost renewal moves its own close date.
with risk_rows as (

    select account_id, t0 from {{ ref('int_churn_risk_rows') }}

),

terms as (

    select * from {{ ref('int_account_quarter_terms') }}

),

final as (

    select
        risk_rows.account_id,
        risk_rows.t0,
        cast(max({{ days_between('risk_rows.t0', 'terms.ends_on') }}) as bigint) as days_to_renewal
    from risk_rows
    inner join terms
        on risk_rows.account_id = terms.account_id
        and risk_rows.t0 = terms.t0
    group by risk_rows.account_id, risk_rows.t0

)

select * from final
