-- Nested members stay JSON text: lines nested in invoices and these are parsed by one model.
select
    id as line_id,
    {{ stripe_id('invoice') }} as invoice_id,
    type as line_type,
    {{ stripe_id('subscription') }} as subscription_id,
    subscription_item as subscription_item_id,
    period,
    price,
    plan,
    parent,
    pricing,
    discount_amounts,
    discounts,
    tax_amounts,
    taxes,
    try_cast(amount as decimal(18, 0)) as amount_minor,
    try_cast(quantity as double) as quantity,
    {{ parse_boolean('proration') }} as is_proration,
    _source_file,
    _source_row
from {{ source('stripe', 'invoice_line_items') }}
