select ticket_id, priority, status, created_at, solved_at, hours_to_solve, reopened_count, is_solved,
from marts.fct_support_tickets
where account_id = $account_id
order by created_at desc, ticket_key
