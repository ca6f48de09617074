select
    month_end_date,
    cast(sum(ledger_usd) as double) as ledger_usd,
    cast(sum(invoiced_usd) as double) as invoiced_usd,
    cast(sum(ledger_usd - invoiced_usd) as double) as difference_usd,
    cast(sum(unexplained_usd) as double) as unexplained_usd,
from (
    -- a unit stands there once for each reason, with the same totals
    select
        unit_id, month_end_date,
        max(ledger_usd) as ledger_usd,
        max(invoiced_usd) as invoiced_usd,
        sum(case when reason_code = 'unexplained' then abs(amount_usd) else 0 end) as unexplained_usd,
    from quality.mrr_reconciliation
    group by unit_id, month_end_date
) as units
group by month_end_date
order by month_end_date
