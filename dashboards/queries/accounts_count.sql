-- how many accounts the filters of accounts.sql leave
select count(*) as accounts
from marts.account_health as health
inner join marts.dim_accounts as accounts on health.account_id = accounts.account_id
-- include accounts_filter
