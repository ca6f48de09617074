-- A hand correction that names an unknown account changes nothing: somebody must hear of it.
{{ config(severity='warn') }}

select overrides.source, overrides.account_id
from {{ ref('stg_program__identity_overrides') }} as overrides
left join {{ ref('int_account_aliases') }} as aliases
    on {{ account_lookup_key('overrides.account_id') }} = aliases.alias_key
where aliases.account_id is null
