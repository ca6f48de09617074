select period_type, quarter, flag
from marts.detractor_recovery
where segment_dimension = 'all' and theme = 'all'
order by period_type, quarter desc
