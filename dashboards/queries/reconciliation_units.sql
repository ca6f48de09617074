select
    account_id, billing_customer_id, reason_code,
    cast(ledger_usd as double) as ledger_usd,
    cast(invoiced_usd as double) as invoiced_usd,
    cast(amount_usd as double) as amount_usd,
from quality.mrr_reconciliation
where month_end_date = cast($month as date) and reason_code <> 'matched'
order by abs(amount_usd) desc, unit_id, reason_code
limit 1000
