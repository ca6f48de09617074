select
    id as subscription_id,
    {{ stripe_id('customer') }} as customer_id,
    status,
    lower(currency) as currency,
    discount,
    discounts,
    items,
    {{ epoch_to_timestamp('created') }} as created_at,
    {{ epoch_to_timestamp('start_date') }} as started_at,
    {{ epoch_to_timestamp('trial_start') }} as trial_started_at,
    {{ epoch_to_timestamp('trial_end') }} as trial_ended_at,
    {{ epoch_to_timestamp('canceled_at') }} as canceled_at,
    {{ epoch_to_timestamp('ended_at') }} as ended_at,
    _source_file,
    _source_row
from {{ source('stripe', 'subscriptions') }}
