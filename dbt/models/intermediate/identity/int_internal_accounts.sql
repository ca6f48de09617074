-- Accounts of our own, apart from what else is known of accounts, which changes more often.
select account_id from {{ ref('int_accounts_unified') }}
where is_internal
