{{ config(meta={'parts': {
    'by': 'ticket_id',
    'of': ['int_zendesk_tickets_latest'],
    'through': {'int_zendesk_users_latest': ['user_id', {'int_zendesk_tickets_latest': 'requester_id'}]}
}}) }}
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
            else coalesce(users.contact_account_id, users.domain_account_id)
        end as account_id,
        case
            when organizations.account_id is not null then organizations.match_method
            when users.contact_account_id is not null then 'contact_email'
            when users.domain_account_id is not null then 'email_domain'
            else 'unmatched'
        end as match_method
    from tickets
    left join users
        on tickets.requester_id = users.user_id
    left join organizations
        on coalesce(tickets.organization_id, users.organization_id) = organizations.organization_id

)

select * from final
