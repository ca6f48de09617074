-- Surviving accounts, our own and test accounts (R5) flagged.
with latest as (

    select * from {{ ref('int_accounts_latest') }}

),

aliases as (

    select * from {{ ref('int_account_aliases') }}

),

owners as (

    select * from {{ ref('int_owners_unified') }}

),

final as (

    select
        -- ids
        latest.account_id,
        parents.account_id as parent_account_id,
        coalesce(owners.owner_id, latest.owner_id, 'unknown') as owner_id,

        -- attributes
        latest.source,
        coalesce(latest.account_name, 'unknown') as name,
        coalesce(latest.industry, 'unknown') as industry,
        coalesce(latest.country, 'unknown') as country,
        coalesce(latest.account_type, 'unknown') as account_type,
        coalesce(latest.product, 'unknown') as product,
        coalesce(latest.team, 'unknown') as team,

        -- booleans
        coalesce(lower(latest.account_type) in ({{ lower_text_list(var('internal_account_types')) }}), false)
            or {{ is_internal_domain(website_domain('latest.website')) }} as is_internal,

        -- times
        latest.created_at
    from latest
    inner join aliases
        on latest.account_id = aliases.account_id and latest.alias_key = aliases.alias_key
    left join aliases as parents
        on {{ account_lookup_key('latest.parent_account_id') }} = parents.alias_key
    left join owners
        on {{ account_lookup_key('latest.owner_id') }} = owners.alias_key

)

select * from final
