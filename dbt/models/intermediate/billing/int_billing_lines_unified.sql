{{ config(meta={'parts': {
    'by': 'invoice_id',
    'of': ['int_stripe_lines_priced', 'int_generic_lines_resolved'],
    'through': {'int_billing_customers_mapped': [
        'billing_customer_id', {'int_stripe_lines_priced': 'billing_customer_id', 'int_generic_lines_resolved': 'billing_customer_id'}
    ]}
}}) }}
-- Every known invoice line of every billing source, in major units, with its ledger unit (R17).
-- Internal customers end here (R5).
with lines as (
    select * from {{ ref('int_stripe_lines_priced') }}
    union all
    select * from {{ ref('int_generic_lines_resolved') }}
),

customers as (
    select * from {{ ref('int_billing_customers_mapped') }}
),

final as (
    select
        lines.billing_source,
        lines.invoice_id,
        lines.line_id,
        lines.billing_customer_id,
        coalesce(customers.unit_id, lines.billing_customer_id) as unit_id,
        customers.account_id,
        lines.subscription_id,
        lines.subscription_item_id,
        lines.price_id,
        lines.product_id,
        lines.currency,
        lines.invoice_status,
        lines.billing_interval,
        lines.interval_count,
        lines.line_class,
        cast(lines.minor_unit as decimal(4, 3)) as minor_unit,
        cast(lines.amount as decimal(18, 4)) as amount,
        cast(lines.inclusive_tax as decimal(18, 4)) as inclusive_tax,
        cast(lines.exclusive_tax as decimal(18, 4)) as exclusive_tax,
        cast(lines.counted_discount as decimal(18, 4)) as counted_discount,
        cast(lines.uncounted_discount as decimal(18, 4)) as uncounted_discount,
        cast(lines.unknown_discount as decimal(18, 4)) as unknown_discount,
        lines.counted_percent,
        lines.uncounted_percent,
        lines.quantity,
        lines.unit_amount,
        {{ interval_months('lines.billing_interval', 'lines.interval_count') }} as months,
        lines.is_proration,
        lines.period_start_at,
        lines.period_end_at,
        cast(lines.period_start_at as date) as starts_on,
        cast(lines.period_end_at as date) as ends_on,
        lines.invoiced_at,
        lines._source_file,
        lines._source_row
    from lines
    left join customers
        on lines.billing_source = customers.billing_source
        and lines.billing_customer_id = customers.billing_customer_id
    where not coalesce(customers.is_internal, false)
)

select * from final
