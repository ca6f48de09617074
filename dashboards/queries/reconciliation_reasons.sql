select
    reason_code,
    count(*) as units,
    cast(sum(amount_usd) as double) as amount_usd,
from quality.mrr_reconciliation
where month_end_date = cast($month as date) and reason_code <> 'matched'
group by reason_code
order by abs(sum(amount_usd)) desc, reason_code
