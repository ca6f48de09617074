{{ config(meta={'parts': {
    'by': 'ticket_id',
    'of': ['int_zendesk_tickets_mapped', 'int_generic_tickets_mapped'],
    'through': {
        'int_accounts_unified': ['account_id', {'int_zendesk_tickets_mapped': 'account_id', 'int_generic_tickets_mapped': 'account_id'}],
        'int_contacts_unified': ['contact_id', {'int_zendesk_tickets_mapped': 'contact_id', 'int_generic_tickets_mapped': 'contact_id'}]
    }
}}) }}
-- Tickets of all tools. A Zendesk rating is 1 (good) or 0 (bad), a mere offer is none; generic scores
-- stay on their tool's own scale.
with tickets as (

    select
        'zendesk' as source, ticket_id, account_id, contact_id, assignee_id, requester_email, match_method, status,
        priority, reopened_count,
        case csat_rating when 'good' then cast(1 as double) when 'bad' then cast(0 as double) end as csat_score,
        created_at, solved_at
    from {{ ref('int_zendesk_tickets_mapped') }}

    union all

    select
        'generic' as source, ticket_id, account_id, contact_id, assignee_id, requester_email, match_method, status,
        priority, reopened_count, csat_score, created_at, solved_at
    from {{ ref('int_generic_tickets_mapped') }}

),

accounts as (

    select account_id, is_internal from {{ ref('int_accounts_unified') }}

),

contacts as (

    select contact_id, contact_key, is_internal from {{ ref('int_contacts_unified') }}

),

final as (

    select
        -- ids
        concat(tickets.source, ':', tickets.ticket_id) as ticket_key,
        tickets.ticket_id,
        tickets.source,
        tickets.account_id,
        tickets.contact_id,
        contacts.contact_key,
        tickets.assignee_id,

        -- attributes
        tickets.match_method,
        tickets.status,
        tickets.priority,

        -- numbers
        cast(tickets.reopened_count as bigint) as reopened_count,
        tickets.csat_score,

        -- booleans
        coalesce(accounts.is_internal, false) or coalesce(contacts.is_internal, false)
            or {{ is_internal_domain(email_domain('tickets.requester_email')) }} as is_internal,

        -- times
        tickets.created_at,
        tickets.solved_at
    from tickets
    left join accounts
        on tickets.account_id = accounts.account_id
    left join contacts
        on tickets.contact_id = contacts.contact_id

)

select * from final
