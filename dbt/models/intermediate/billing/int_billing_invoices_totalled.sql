{{ config(meta={'parts': {
    'by': 'invoice_id',
    'of': ['int_stripe_invoices_resolved', 'int_generic_lines_resolved'],
    'through': {'int_billing_customers_mapped': [
        'billing_customer_id', {'int_stripe_invoices_resolved': 'customer_id', 'int_generic_lines_resolved': 'billing_customer_id'}
    ]}
}}) }}
-- What was invoiced: one row per invoice that is neither draft nor void, with the total on its head
-- (Stripe) or the sum of its lines (generic), for the reconciliation, which adds them up by month: an
-- invoice can be built again alone. Internal customers are left out.
with stripe_invoices as (
    select
        'stripe' as billing_source,
        invoice_id,
        customer_id as billing_customer_id,
        currency,
        invoice_status,
        cast(created_at as date) as invoiced_on,
        total
    from {{ ref('int_stripe_invoices_resolved') }}
),

generic_invoices as (
    select
        'generic' as billing_source,
        invoice_id,
        billing_customer_id,
        currency,
        invoice_status,
        cast(invoiced_at as date) as invoiced_on,
        cast(sum(amount - case when is_proration then 0 else counted_discount + uncounted_discount end + exclusive_tax) as decimal(18, 4)) as total
    from {{ ref('int_generic_lines_resolved') }}
    group by invoice_id, billing_customer_id, currency, invoice_status, cast(invoiced_at as date)
),

invoices as (
    select * from stripe_invoices
    union all
    select * from generic_invoices
),

customers as (
    select * from {{ ref('int_billing_customers_mapped') }}
),

rates as (
    select * from {{ ref('int_fx_rate_intervals') }}
),

final as (
    select
        invoices.invoice_id,
        coalesce(customers.unit_id, invoices.billing_customer_id) as unit_id,
        invoices.currency,
        last_day(invoices.invoiced_on) as month_end_date,
        invoices.total as invoiced_native,
        cast({{ to_usd('invoices.total', 'rates.usd_rate') }} as decimal(18, 2)) as invoiced_usd,
        rates.usd_rate is not null as has_rate
    from invoices
    left join customers
        on invoices.billing_source = customers.billing_source
        and invoices.billing_customer_id = customers.billing_customer_id
    left join rates
        on invoices.currency = rates.currency
        and rates.valid_from <= invoices.invoiced_on
        and invoices.invoiced_on < rates.valid_to
    where invoices.invoice_status not in ('draft', 'void')
        and not coalesce(customers.is_internal, false)
)

select * from final
