-- Zendesk requesters as of ticket_as_of, with the account of their organization and the contact and account behind their
-- e-mail.
with versions as (

    select
        users.*,
        row_number() over (partition by user_id order by {{ version_as_of_first('updated_at', 'ticket_as_of') }}) as recency
    from {{ ref('stg_zendesk__users') }} as users
    cross join {{ ref('int_as_of_resolved') }}

),

final as (

    select
        versions.user_id,
        versions.organization_id,
        versions.email,
        coalesce(named.contact_id, emails.contact_id) as contact_id,
        organizations.account_id as organization_account_id,
        organizations.match_method as organization_match_method,
        contacts.account_id as contact_account_id,
        domains.account_id as domain_account_id
    from versions
    left join {{ ref('int_zendesk_organizations_mapped') }} as organizations
        on versions.organization_id = organizations.organization_id
    left join {{ ref('int_contact_aliases') }} as named
        on {{ account_lookup_key('versions.external_id') }} = named.alias_key
    left join {{ ref('int_contact_emails') }} as emails
        on versions.email = emails.email
    left join {{ ref('int_contacts_unified') }} as contacts
        on coalesce(named.contact_id, emails.contact_id) = contacts.contact_id
    left join {{ ref('int_account_domains') }} as domains
        on {{ email_domain('versions.email') }} = domains.domain
    where versions.recency = 1

)

select * from final
