-- Every id under which usage has landed, with the account that it is (R5, R6); the lookup key where it is none.
with ids as (

    select
        account_id as landed_id,
        {{ account_lookup_key('account_id') }} as alias_key
    from (select distinct account_id from {{ ref('stg_product_usage__daily') }}) as named
    where account_id is not null

),

owners as (

    select
        keys.alias_key,
        aliases.account_id,
        internal_accounts.account_id is not null as is_internal,
        aliases.account_id is not null and count(*) over (partition by aliases.account_id) > 1 as is_shared
    from (select distinct alias_key from ids) as keys
    left join {{ ref('int_account_aliases') }} as aliases
        on keys.alias_key = aliases.alias_key
    left join {{ ref('int_internal_accounts') }} as internal_accounts
        on aliases.account_id = internal_accounts.account_id

),

final as (

    select
        ids.landed_id,
        ids.alias_key,
        owners.account_id,
        case when owners.account_id is null then ids.alias_key end as unmatched_account_id,
        owners.is_internal,
        owners.is_shared
    from ids
    inner join owners
        on ids.alias_key = owners.alias_key

)

select * from final
