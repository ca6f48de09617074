-- From the file of that line to how it landed: which content, how many rows, how many were rejected.
with picked as (
    select account_id, billing_customer_id, month_end_date
    from marts.fct_mrr_movements
    where movement_type = 'churn'
    order by month_end_date desc, amount_usd asc
    limit 1
)

select distinct
    ledger.source,
    ledger.entity,
    ledger.path,
    substring(ledger.sha256, 1, 12) as sha256_start,
    ledger.rows_in,
    ledger.rows_loaded,
    ledger.rows_quarantined,
    ledger.status
from picked
inner join marts.fct_mrr_intervals as intervals
    on coalesce(intervals.account_id, intervals.billing_customer_id) = coalesce(picked.account_id, picked.billing_customer_id)
    and intervals.starts_on <= picked.month_end_date
inner join quality.load_ledger as ledger
    on intervals._source_file = ledger.path
order by ledger.path desc
limit 5
