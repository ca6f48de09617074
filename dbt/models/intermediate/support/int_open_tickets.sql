-- Tickets that stand open in the newest export, whatever as_of (R41): new, open, pending or on hold; with
-- the account and, where the CRM knows them, the person who asked.
with zendesk as (

    select
        tickets.*,
        row_number() over (partition by ticket_id order by {{ latest_version_first('updated_at') }}) as recency
    from {{ ref('stg_zendesk__tickets') }} as tickets

),

generic as (

    select
        tickets.*,
        row_number() over (partition by ticket_id order by {{ latest_version_first() }}) as recency
    from {{ ref('stg_generic__tickets') }} as tickets

),

open_tickets as (

    select
        concat('zendesk:', zendesk.ticket_id) as ticket_key,
        'zendesk' as source,
        zendesk.ticket_id,
        contacts.contact_id,
        coalesce(organizations.account_id, contacts.account_id, domains.account_id) as account_id,
        lower(zendesk.priority) as priority,
        zendesk.created_at
    from zendesk
    left join {{ ref('int_zendesk_users_latest') }} as users
        on zendesk.requester_id = users.user_id
    left join {{ ref('int_zendesk_organizations_mapped') }} as organizations
        on coalesce(zendesk.organization_id, users.organization_id) = organizations.organization_id
    left join {{ ref('int_contacts_unified') }} as contacts
        on users.contact_id = contacts.contact_id
    left join {{ ref('int_account_domains') }} as domains
        on {{ email_domain('users.email') }} = domains.domain
    where zendesk.recency = 1 and coalesce(zendesk.status, 'open') not in ('solved', 'closed', 'deleted')

    union all

    select
        concat('generic:', generic.ticket_id),
        'generic',
        generic.ticket_id,
        emails.contact_id,
        coalesce(aliases.account_id, emails.account_id, domains.account_id),
        lower(generic.priority),
        generic.created_at
    from generic
    left join {{ ref('int_account_aliases') }} as aliases
        on {{ account_lookup_key('generic.account_id') }} = aliases.alias_key
    left join {{ ref('int_contact_emails') }} as emails
        on generic.requester_email = emails.email
    left join {{ ref('int_account_domains') }} as domains
        on {{ email_domain('generic.requester_email') }} = domains.domain
    where generic.recency = 1 and generic.solved_at is null and coalesce(generic.status, 'open') not in ('solved', 'closed')

),

final as (

    select * from open_tickets
    where coalesce(created_at <= {{ health_observed_at() }}, true)

)

select * from final
