-- Everyone who owns an account or a loop task, also those the CRM's user export does not name.
with owners as (

    select * from {{ ref('int_owners_unified') }}

),

named as (

    select distinct owner_id from {{ ref('int_accounts_unified') }}
    where not is_internal

    union

    select distinct owner_id from {{ ref('int_tasks_latest') }}
    where owner_id is not null

    union

    select owner_id from owners

),

final as (

    select
        -- ids
        named.owner_id,

        -- attributes
        {% if var('publish_owner_names') %}owners.name{% else %}cast(null as string){% endif %} as owner_name,

        -- booleans
        owners.is_active
    from named
    left join owners
        on named.owner_id = owners.owner_id

)

select * from final
