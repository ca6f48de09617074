{{ config(meta={'parts': {
    'by': 'ticket_id',
    'of': ['int_zendesk_tickets_latest'],
    'through': {
        'int_zendesk_users_latest': ['user_id', {'int_zendesk_tickets_latest': 'requester_id'}],
        'int_zendesk_organizations_mapped': ['organization_id', 'int_zendesk_tickets_latest']
    }
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

found as (

    select
        tickets.*,
        users.email as requester_email,
        users.contact_id,
        users.contact_account_id,
        users.domain_account_id,
        case when tickets.organization_id is not null then organizations.account_id else users.organization_account_id end as organization_account_id,
        case when tickets.organization_id is not null then organizations.match_method else users.organization_match_method end as organization_match_method
    from tickets
    left join users
        on tickets.requester_id = users.user_id
    left join organizations
        on tickets.organization_id = organizations.organization_id

),

final as (

    select
        *,
        coalesce(organization_account_id, contact_account_id, domain_account_id) as account_id,
        case
            when organization_account_id is not null then organization_match_method
            when contact_account_id is not null then 'contact_email'
            when domain_account_id is not null then 'email_domain'
            else 'unmatched'
        end as match_method
    from found

)

select * from final
