-- all features of a month together
select month, cast(sum(events) as bigint) as events
from marts.fct_usage_monthly
where account_id = $account_id
group by month
order by month
