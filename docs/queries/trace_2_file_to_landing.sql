-- From the file of a line to how it landed: which content, how many rows, how many were rejected.
select
    source,
    entity,
    path,
    substring(sha256, 1, 12) as sha256_start,
    rows_in,
    rows_loaded,
    rows_quarantined,
    status
from quality.load_ledger
where path = (
    select _source_file
    from marts.fct_mrr_intervals
    order by starts_on desc, line_id
    limit 1
)
