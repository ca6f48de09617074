-- what moved since the publication before, the surprising first
select
    label, period_label, previous_period_label, change_type, words, unit,
    previous_value, previous_lo, previous_hi, value, lo, hi, change, change_lo, change_hi,
    is_beyond_noise, is_restated, noise_rule, kpi, dimension, previous_publication_id, previous_built_at,
from meta.figure_changes
order by is_restated desc, is_beyond_noise desc, sort_order nulls last, kpi, dimension, period
