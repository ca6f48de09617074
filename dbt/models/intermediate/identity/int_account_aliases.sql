-- Every id under which an account is known, with the account that survives today. Deleted accounts have
-- no survivor and are absent: rows that name them find no account.
with merged as (

    select * from {{ ref('int_account_merges') }}

),

final as (

    select
        aliases.source,
        aliases.record_id as alias_id,
        aliases.alias_key,
        survivors.record_id as account_id,
        aliases.is_cycle
    from merged as aliases
    inner join merged as survivors
        on aliases.survivor_key = survivors.alias_key
    where not survivors.is_deleted or survivors.is_cycle

)

select * from final
