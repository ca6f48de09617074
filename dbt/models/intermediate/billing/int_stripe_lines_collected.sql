{{ config(materialized='view', meta={'parts': {
    'by': 'invoice_id',
    'of': ['int_stripe_invoices_resolved', 'stg_stripe__invoice_line_items'],
    'through': {'stg_stripe__invoice_line_items': ['_source_file', 'stg_stripe__invoice_line_items']}
}}) }}
-- Lines nested in invoices, and lines landed on their own that the invoice does not already nest,
-- each with its invoice's state. Nested members stay JSON text here. The invoices' wide JSON streams through once:
-- what else asks for invoices reads them anew, without it.
with invoices as (
    select
        resolved.*,
        {{ json_text('lines', '$.data') }} as line_array
    from {{ ref('int_stripe_invoices_resolved') }} as resolved
),

exploded as (
    {{ explode_json_array('invoices', 'line_array') }}
),

nested as (
    select
        exploded.*,
        {{ json_record('item', [
            'id', 'type', 'subscription', 'subscription_item', 'period', 'price', 'plan', 'parent', 'pricing',
            'discount_amounts', 'discounts', 'tax_amounts', 'taxes', 'amount', 'quantity', 'proration',
        ]) }} as record
    from exploded
),

landed as (
    {{ newest_versions(ref('stg_stripe__invoice_line_items'), 'invoice_id, line_id') }}
),

-- Only invoices with lines landed on their own need comparing.
contested as (
    select
        resolved.invoice_id,
        {{ json_text('resolved.lines', '$.data') }} as line_array
    from {{ ref('int_stripe_invoices_resolved') }} as resolved
    where resolved.invoice_id in (select items.invoice_id from {{ ref('stg_stripe__invoice_line_items') }} as items)
),

contested_lines as (
    {{ explode_json_array('contested', 'line_array') }}
),

nested_ids as (
    select
        invoice_id,
        {{ json_text('item', '$.id') }} as line_id
    from contested_lines
),

final as (
    select
        invoice_id, coalesce(record['id'], concat(invoice_id, ':', cast(item_index as string))) as line_id,
        customer_id, currency, invoice_status, minor_unit, created_at,
        record['type'] as line_type,
        coalesce({{ stripe_id("record['subscription']") }}, subscription_id) as subscription_id,
        record['subscription_item'] as subscription_item_id,
        record['period'] as period, record['price'] as price, record['plan'] as plan,
        record['parent'] as parent, record['pricing'] as pricing,
        record['discount_amounts'] as discount_amounts, record['discounts'] as discounts,
        record['tax_amounts'] as tax_amounts, record['taxes'] as taxes,
        try_cast(record['amount'] as decimal(18, 0)) as amount_minor,
        try_cast(record['quantity'] as double) as quantity,
        {{ parse_boolean("record['proration']") }} as is_proration,
        _source_file, _source_row
    from nested
    union all
    select
        landed.invoice_id, landed.line_id,
        invoices.customer_id, invoices.currency, invoices.invoice_status, invoices.minor_unit, invoices.created_at,
        landed.line_type,
        coalesce(landed.subscription_id, invoices.subscription_id), landed.subscription_item_id,
        landed.period, landed.price, landed.plan, landed.parent, landed.pricing,
        landed.discount_amounts, landed.discounts, landed.tax_amounts, landed.taxes,
        landed.amount_minor, landed.quantity, landed.is_proration,
        landed._source_file, landed._source_row
    from landed
    inner join {{ ref('int_stripe_invoices_resolved') }} as invoices
        on landed.invoice_id = invoices.invoice_id
    left join nested_ids
        on landed.invoice_id = nested_ids.invoice_id
        and landed.line_id = nested_ids.line_id
    where nested_ids.line_id is null
)

select * from final
