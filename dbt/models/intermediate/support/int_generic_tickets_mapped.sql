{{ config(meta={'parts': {
    'by': 'ticket_id',
    'of': ['stg_generic__tickets'],
    'through': {'stg_generic__tickets': ['_source_file', 'stg_generic__tickets']},
    'crossed': {'ticket_as_of': {'stg_generic__tickets': ['created_at', 'solved_at']}}
}}) }}
-- Generic tickets as of ticket_as_of: the account of the row, else of the requester's contact or domain.
with versions as (

    select
        tickets.*,
        ticket_as_of,
        row_number() over (partition by ticket_id order by {{ latest_version_first() }}) as recency
    from {{ ref('stg_generic__tickets') }} as tickets
    cross join {{ ref('int_as_of_resolved') }}
    where created_at < ticket_as_of

),

final as (

    select
        versions.ticket_id,
        versions.assignee_id,
        versions.requester_email,
        emails.contact_id,
        {{ resolved_account([
            ('override', 'overrides.account_id'),
            ('explicit', 'aliases.account_id'),
            ('contact_email', 'emails.account_id'),
            ('email_domain', 'domains.account_id'),
        ]) }},
        case
            when versions.solved_at >= versions.ticket_as_of and versions.status in ('solved', 'closed') then 'open'
            else versions.status
        end as status,
        versions.priority,
        versions.reopened_count,
        versions.csat_score,
        versions.created_at,
        case when versions.solved_at < versions.ticket_as_of then versions.solved_at end as solved_at
    from versions
    left join {{ ref('int_identity_overrides') }} as overrides
        on overrides.source = 'generic' and versions.requester_email = overrides.source_key
    left join {{ ref('int_account_aliases') }} as aliases
        on {{ account_lookup_key('versions.account_id') }} = aliases.alias_key
    left join {{ ref('int_contact_emails') }} as emails
        on versions.requester_email = emails.email
    left join {{ ref('int_account_domains') }} as domains
        on {{ email_domain('versions.requester_email') }} = domains.domain
    where versions.recency = 1

)

select * from final
