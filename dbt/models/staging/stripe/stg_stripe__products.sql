select
    id as product_id,
    name as product_name,
    metadata,
    {{ epoch_to_timestamp('created') }} as created_at,
    _source_file,
    _source_row
from {{ source('stripe', 'products') }}
