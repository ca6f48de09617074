-- The ledger's units with the account that each one is, where it is one (R17). Apart from how they were matched, which
-- changes more often.
select distinct
    unit_id,
    account_id
from {{ ref('int_billing_customers_mapped') }}
