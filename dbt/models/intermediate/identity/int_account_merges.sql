-- Follows MasterRecordId by pointer doubling: after four rounds every chain of up to 16 merges points at
-- its end. A chain that still goes on is a cycle (or absurdly deep): the record stays its own survivor.
{{ merged_records(ref('int_accounts_latest'), 'account_id') }}
