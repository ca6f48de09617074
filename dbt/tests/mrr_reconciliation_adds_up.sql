-- Within a unit-month the reasons add up to the difference, to the cent.
select
    unit_id,
    month_end_date,
    difference_usd,
    cast(sum(amount_usd) as decimal(18, 2)) as explained_usd
from {{ ref('mrr_reconciliation') }}
group by unit_id, month_end_date, difference_usd
having cast(sum(amount_usd) as decimal(18, 2)) <> difference_usd
