-- From a unit-month of the waterfall to the invoice lines behind it (here: the largest churn of the last month).
with picked as (
    select account_id, billing_customer_id, month_end_date
    from marts.fct_mrr_movements
    where movement_type = 'churn'
    order by month_end_date desc, amount_usd asc
    limit 1
)

select
    picked.month_end_date,
    intervals.invoice_id,
    intervals.line_id,
    intervals.monthly_rate,
    intervals.currency,
    intervals.starts_on,
    intervals.ends_on,
    intervals.reason,
    intervals._source_file,
    intervals._source_row
from picked
inner join marts.fct_mrr_intervals as intervals
    on coalesce(intervals.account_id, intervals.billing_customer_id) = coalesce(picked.account_id, picked.billing_customer_id)
    and intervals.starts_on <= picked.month_end_date
order by intervals.starts_on desc
limit 5
