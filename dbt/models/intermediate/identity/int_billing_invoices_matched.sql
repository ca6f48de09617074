{{ config(meta={'parts': {
    'by': 'invoice_id',
    'of': ['stg_stripe__invoices', 'stg_generic__billing_lines'],
    'through': {
        'stg_stripe__invoices': ['_source_file', 'stg_stripe__invoices'],
        'int_billing_customers_mapped': [
            'billing_customer_id', {'stg_stripe__invoices': 'customer_id', 'stg_generic__billing_lines': 'customer_id'}
        ]
    },
    'crossed': {'billing_as_of': {'stg_stripe__invoices': ['created_at'], 'stg_generic__billing_lines': ['invoiced_at']}}
}}) }}
-- Every invoice before billing_as_of with how its customer found an account; internal ones included, to
-- be counted (R5).
with invoices as (

    select distinct 'stripe' as billing_source, invoice_id, customer_id
    from {{ ref('stg_stripe__invoices') }}
    cross join {{ ref('int_as_of_resolved') }}
    where created_at < billing_as_of

    union all

    select distinct 'generic' as billing_source, invoice_id, customer_id
    from {{ ref('stg_generic__billing_lines') }}
    cross join {{ ref('int_as_of_resolved') }}
    where invoiced_at < billing_as_of

),

customers as (

    select * from {{ ref('int_billing_customers_mapped') }}

),

final as (

    select
        invoices.billing_source,
        invoices.invoice_id,
        coalesce(customers.match_method, 'unmatched') as match_method,
        coalesce(customers.is_internal, false) as is_internal
    from invoices
    left join customers
        on invoices.billing_source = customers.billing_source
        and invoices.customer_id = customers.billing_customer_id

)

select * from final
