select built_at, publication_id, kpi, dimension, period_label, previous_value, value
from meta.published_figures
where is_restated
order by built_at desc, kpi, dimension, period_label
