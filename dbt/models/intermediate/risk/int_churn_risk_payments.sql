-- Payment failures at t0: invoices that fell due in the 90 days before it and were unpaid at its end, or were
-- given up (uncollectible) in those days. Every one of these facts carries its own date.
with risk_rows as (

    select account_id, t0, known_before_at from {{ ref('int_churn_risk_rows') }}

),

versions as (

    select
        invoice_id,
        customer_id,
        created_at,
        due_at,
        finalized_at,
        paid_at,
        uncollectible_at,
        voided_at,
        status,
        row_number() over (partition by invoice_id order by {{ latest_version_first() }}) as recency
    from {{ ref('stg_stripe__invoices') }}

),

invoices as (

    select
        customers.account_id,
        versions.*
    from versions
    inner join {{ ref('int_billing_customers_mapped') }} as customers
        on customers.billing_source = 'stripe' and versions.customer_id = customers.billing_customer_id
    where versions.recency = 1
        and customers.account_id is not null
        and versions.status <> 'draft'
        -- an invoice that says it is paid, but not when, tells nothing of t0
        and not (versions.status = 'paid' and versions.paid_at is null)

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
