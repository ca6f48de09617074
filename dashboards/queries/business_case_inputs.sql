select input, label, unit, seed_value, own_value, own_source, own_period, minimum, maximum, step, is_main
from marts.business_case_inputs
order by sort_order
