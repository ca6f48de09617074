-- The group that chance had assigned to an account by the date of each of its index responses: the
-- latest assignment on or before it (R33).
{{ holdout_groups(ref('int_index_responses'), 'index_response_key', 'account_id', 'index_date') }}
