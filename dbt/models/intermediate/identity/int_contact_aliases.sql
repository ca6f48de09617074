-- Every id under which a contact is known, with the contact that survives. A deleted contact keeps its
-- own id: what a person answered before the CRM lost them is still theirs (R6), only their e-mail no
-- longer finds them.
with merged as (

    select * from {{ ref('int_contact_merges') }}

),

final as (

    select
        aliases.source,
        aliases.record_id as alias_id,
        aliases.alias_key,
        survivors.record_id as contact_id,
        aliases.is_cycle
    from merged as aliases
    inner join merged as survivors
        on aliases.survivor_key = survivors.alias_key

)

select * from final
