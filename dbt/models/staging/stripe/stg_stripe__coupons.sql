select
    id as coupon_id,
    lower(currency) as currency,
    duration,
    try_cast(duration_in_months as integer) as duration_in_months,
    try_cast(percent_off as double) as percent_off,
    try_cast(amount_off as decimal(18, 0)) as amount_off_minor,
    {{ epoch_to_timestamp('created') }} as created_at,
    _source_file,
    _source_row
from {{ source('stripe', 'coupons') }}
