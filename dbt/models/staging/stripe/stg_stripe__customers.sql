select
    id as customer_id,
    lower(trim(email)) as email,
    lower(currency) as currency,
    discount,
    metadata,
    coalesce({{ parse_boolean('deleted') }}, false) as is_deleted,
    {{ epoch_to_timestamp('created') }} as created_at,
    _source_file,
    _source_row,
    _file_sha256,
    _loaded_at
from {{ source('stripe', 'customers') }}
