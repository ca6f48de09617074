select billing_source, billing_customer_id
from {{ ref('int_billing_customers_mapped') }}
group by billing_source, billing_customer_id
having count(*) > 1
