select
    id as invoice_id,
    {{ stripe_id('customer') }} as customer_id,
    coalesce(
        {{ stripe_id('subscription') }},
        {{ stripe_id(json_text('parent', '$.subscription_details.subscription')) }}
    ) as subscription_id,
    lower(status) as status,
    lower(currency) as currency,
    discount,
    discounts,
    lines,
    try_cast(total as decimal(18, 0)) as total_minor,
    {{ epoch_to_timestamp('created') }} as created_at,
    {{ epoch_to_timestamp('due_date') }} as due_at,
    {{ epoch_to_timestamp(json_text('status_transitions', '$.finalized_at')) }} as finalized_at,
    {{ epoch_to_timestamp(json_text('status_transitions', '$.marked_uncollectible_at')) }} as uncollectible_at,
    {{ epoch_to_timestamp(json_text('status_transitions', '$.paid_at')) }} as paid_at,
    {{ epoch_to_timestamp(json_text('status_transitions', '$.voided_at')) }} as voided_at,
    _source_file,
    _source_row,
    _file_sha256,
    _loaded_at
from {{ source('stripe', 'invoices') }}
