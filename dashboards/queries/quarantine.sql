select source, entity, reason, rows, files
from quality.quarantine_summary
order by rows desc, source, entity, reason
