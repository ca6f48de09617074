{{ config(meta={'parts': {'by': 'account_id', 'of': ['int_churn_risk_rows', 'int_late_invoices']}}) }}
-- Payment failures at t0: invoices that fell due in the 90 days before it and were unpaid at its end, or were
-- given up (uncollectible) in those days. Every one of these facts carries its own date.
with risk_rows as (

    select account_id, t0, known_before_at from {{ ref('int_churn_risk_rows') }}

),

invoices as (

    select * from {{ ref('int_late_invoices') }}

),

final as (

    select
        risk_rows.account_id,
        risk_rows.t0,
        cast(count(distinct invoices.invoice_id) as bigint) as payment_failures,
        max(case
            when invoices.uncollectible_at < risk_rows.known_before_at then invoices.uncollectible_at
            else invoices.due_at
        end) as last_payment_failure_at
    from risk_rows
    inner join invoices
        on risk_rows.account_id = invoices.account_id
        and coalesce(invoices.finalized_at, invoices.created_at) < risk_rows.known_before_at
        and not coalesce(invoices.voided_at < risk_rows.known_before_at, false)
        and (
            (
                invoices.due_at < risk_rows.known_before_at
                and cast(invoices.due_at as date) > {{ add_days('risk_rows.t0', -90) }}
                and coalesce(invoices.paid_at >= risk_rows.known_before_at, true)
            )
            or (
                invoices.uncollectible_at < risk_rows.known_before_at
                and cast(invoices.uncollectible_at as date) > {{ add_days('risk_rows.t0', -90) }}
            )
        )
    group by risk_rows.account_id, risk_rows.t0

)

select * from final
