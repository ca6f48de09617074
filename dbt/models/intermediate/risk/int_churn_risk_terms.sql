-- Days from t0 to the end of the term that was already invoiced by then: when the account next decides.
-- The CRM's close dates are left out, because a lost renewal moves its own close date.
with risk_rows as (

    select account_id, t0, known_before_at from {{ ref('int_churn_risk_rows') }}

),

lines as (

    select account_id, invoice_id, starts_on, ends_on from {{ ref('int_mrr_line_rates') }}
    where account_id is not null and monthly_rate > 0

),

invoices as (

    select invoice_id, min(created_at) as created_at from {{ ref('stg_stripe__invoices') }}
    group by invoice_id

),

final as (

    select
        risk_rows.account_id,
        risk_rows.t0,
        cast(max({{ days_between('risk_rows.t0', 'lines.ends_on') }}) as bigint) as days_to_renewal
    from risk_rows
    inner join lines
        on risk_rows.account_id = lines.account_id
        and lines.starts_on <= risk_rows.t0
        and risk_rows.t0 < lines.ends_on
    left join invoices
        on lines.invoice_id = invoices.invoice_id
    where coalesce(invoices.created_at < risk_rows.known_before_at, true)
    group by risk_rows.account_id, risk_rows.t0

)

select * from final
