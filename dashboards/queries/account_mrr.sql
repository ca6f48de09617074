select month_end_date, mrr_usd, in_grace
from marts.fct_account_mrr_monthly
where account_id = $account_id
order by month_end_date
