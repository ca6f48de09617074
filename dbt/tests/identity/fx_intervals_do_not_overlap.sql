select earlier.currency, earlier.valid_from
from {{ ref('int_fx_rate_intervals') }} as earlier
inner join {{ ref('int_fx_rate_intervals') }} as later
    on earlier.currency = later.currency
    and earlier.valid_from < later.valid_from
    and later.valid_from < earlier.valid_to
