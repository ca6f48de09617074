select
    id as price_id,
    {{ stripe_id('product') }} as product_id,
    lower(currency) as currency,
    recurring,
    type as price_type,
    try_cast(coalesce(unit_amount_decimal, unit_amount) as double) as unit_amount_minor,
    {{ epoch_to_timestamp('created') }} as created_at,
    _source_file,
    _source_row
from {{ source('stripe', 'prices') }}
