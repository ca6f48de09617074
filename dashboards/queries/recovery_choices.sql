-- splits and themes, to choose from
select distinct segment_dimension, theme
from marts.detractor_recovery
order by segment_dimension, theme
