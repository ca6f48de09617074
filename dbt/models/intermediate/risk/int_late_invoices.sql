{{ config(meta={'parts': {
    'by': 'invoice_id',
    'of': ['stg_stripe__invoices'],
    'through': {
        'stg_stripe__invoices': ['_source_file', 'stg_stripe__invoices'],
        'int_billing_customers_mapped': ['billing_customer_id', {'stg_stripe__invoices': 'customer_id'}]
    }
}}) }}
-- Invoices that were ever unpaid when they fell due, or given up (uncollectible): the few of all that can be
-- payment failures of an account, with the times at which each became known.
with versions as (

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

final as (

    select
        customers.account_id,
        versions.invoice_id,
        versions.created_at,
        versions.due_at,
        versions.finalized_at,
        versions.paid_at,
        versions.uncollectible_at,
        versions.voided_at
    from versions
    inner join {{ ref('int_billing_customers_mapped') }} as customers
        on customers.billing_source = 'stripe' and versions.customer_id = customers.billing_customer_id
    where versions.recency = 1
        and customers.account_id is not null
        and versions.status <> 'draft'
        -- an invoice that says it is paid, but not when, tells nothing of any day
        and not (versions.status = 'paid' and versions.paid_at is null)
        and ((versions.due_at is not null and coalesce(versions.paid_at > versions.due_at, true)) or versions.uncollectible_at is not null)

)

select * from final
