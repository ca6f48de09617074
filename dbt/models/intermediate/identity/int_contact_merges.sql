-- The same as int_account_merges, for contacts.
{{ merged_records(ref('int_contacts_latest'), 'contact_id') }}
