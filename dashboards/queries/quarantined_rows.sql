select source, entity, source_file, source_row, reason
from quality.quarantined_rows
order by source, entity, source_file, source_row
