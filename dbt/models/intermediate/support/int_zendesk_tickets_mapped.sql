-- Zendesk tickets with the account of their organization, else of their requester's organization,
-- contact or e-mail domain.
with tickets as (

    select * from {{ ref('int_zendesk_tickets_latest') }}

),

users as (

    select * from {{ ref('int_zendesk_users_latest') }}

),

organizations as (

    select * from {{ ref('int_zendesk_organizations_mapped') }}

),

final as (

    select
        tickets.*,
        users.email as requester_email,
        users.contact_id,
        case
            when organizations.account_id is not null then organizations.account_id
            else coalesce(contacts.account_id, domains.account_id)
        end as account_id,
        case
            when organizations.account_id is not null then organizations.match_method
            when contacts.account_id is not null then 'contact_email'
            when domains.account_id is not null then 'email_domain'
            else 'unmatched'
        end as match_method
    from tickets
    left join users
        on tickets.requester_id = users.user_id
    left join organizations
        on coalesce(tickets.organization_id, users.organization_id) = organizations.organization_id
    left join {{ ref('int_contacts_unified') }} as contacts
        on users.contact_id = contacts.contact_id
    left join {{ ref('int_account_domains') }} as domains
        on {{ email_domain('users.email') }} = domains.domain

)

select * from final
