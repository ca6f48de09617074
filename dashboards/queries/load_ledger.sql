select
    source, entity, path, status, reason,
    rows_in, rows_loaded, rows_quarantined, landed_at, size_bytes, sha256,
from quality.load_ledger
order by case when status = 'loaded' then 1 else 0 end, landed_at desc, path
