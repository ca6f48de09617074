select
    id as credit_note_id,
    {{ stripe_id('invoice') }} as invoice_id,
    {{ stripe_id('customer') }} as customer_id,
    lower(status) as status,
    lower(reason) as reason,
    lower(currency) as currency,
    refund as refund_id,
    refunds,
    lines,
    try_cast(amount as decimal(18, 0)) as amount_minor,
    try_cast(total as decimal(18, 0)) as total_minor,
    try_cast(refund_amount as decimal(18, 0)) as refund_amount_minor,
    try_cast(post_payment_amount as decimal(18, 0)) as post_payment_amount_minor,
    {{ epoch_to_timestamp('created') }} as created_at,
    {{ epoch_to_timestamp('voided_at') }} as voided_at,
    _source_file,
    _source_row
from {{ source('stripe', 'credit_notes') }}
