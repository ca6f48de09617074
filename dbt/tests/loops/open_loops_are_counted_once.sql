-- account_health counts every open loop of its accounts: the sum is the number of open loops at accounts with a row.
with expected as (
    select count(*) as open_loops
    from {{ ref('int_operational_loops') }} as loops
    inner join {{ ref('account_health') }} as health on loops.account_id = health.account_id
    where loops.state = 'open'
), found as (
    select coalesce(sum(open_loops), 0) as open_loops from {{ ref('account_health') }}
)
select *
from expected
cross join found
where expected.open_loops <> found.open_loops
