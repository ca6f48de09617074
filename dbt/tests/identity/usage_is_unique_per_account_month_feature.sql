select account_id, month, feature
from {{ ref('fct_usage_monthly') }}
group by account_id, month, feature
having count(*) > 1
