-- Surviving contacts with their role (R8). Personal data: never published as it stands.
with latest as (

    select * from {{ ref('int_contacts_latest') }}

),

aliases as (

    select * from {{ ref('int_contact_aliases') }}

),

account_aliases as (

    select * from {{ ref('int_account_aliases') }}

),

accounts as (

    select * from {{ ref('int_accounts_unified') }}

),

roles as (

    select * from {{ ref('int_title_roles_classified') }}

),

final as (

    select
        -- ids
        latest.contact_id,
        {{ contact_key('latest.contact_id') }} as contact_key,
        accounts.account_id,

        -- attributes
        latest.source,
        latest.email,
        case
            when latest.given_role_class in ('executive', 'decision_maker', 'user') then latest.given_role_class
            else coalesce(roles.role_class, 'unknown')
        end as role_class,

        -- booleans
        latest.is_deleted and not aliases.is_cycle as is_deleted,
        coalesce(accounts.is_internal, false) or {{ is_internal_domain(email_domain('latest.email')) }} as is_internal,

        -- times
        latest.created_at
    from latest
    inner join aliases
        on latest.contact_id = aliases.contact_id and latest.alias_key = aliases.alias_key
    left join account_aliases
        on {{ account_lookup_key('latest.account_id') }} = account_aliases.alias_key
    left join accounts
        on account_aliases.account_id = accounts.account_id
    left join roles
        on latest.title = roles.title

)

select * from final
