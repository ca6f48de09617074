{{ config(meta={'parts': {'by': 'identity_key', 'of': ['int_response_rows', 'int_survey_send_rows']}}) }}
-- Who a response or a send is from, resolved once per distinct identity (R6): the CRM contact by id,
-- else by e-mail, else the e-mail, else the tool's own respondent. The account is the one on the row, else
-- the contact's, else the domain's; a hand correction goes before all of them.
with identities as (

    select identity_key, source, given_account_id, contact_reference, email from {{ ref('int_response_rows') }}

    union

    select identity_key, source, given_account_id, contact_reference, email from {{ ref('int_survey_send_rows') }}

),

contacts as (

    select * from {{ ref('int_contacts_unified') }}

),

matched as (

    select
        identities.*,
        coalesce(identities.email, case when identities.contact_reference like '%@%' then lower(identities.contact_reference) end) as address,
        contact_aliases.contact_id as contact_by_id,
        account_aliases.account_id as explicit_account_id,
        overrides_by_reference.account_id as override_by_reference
    from identities
    left join {{ ref('int_contact_aliases') }} as contact_aliases
        on {{ account_lookup_key('identities.contact_reference') }} = contact_aliases.alias_key
    left join {{ ref('int_account_aliases') }} as account_aliases
        on {{ account_lookup_key('identities.given_account_id') }} = account_aliases.alias_key
    left join {{ ref('int_identity_overrides') }} as overrides_by_reference
        on identities.source = overrides_by_reference.source
        and {{ account_lookup_key('identities.contact_reference') }} = overrides_by_reference.source_key

),

found as (

    select
        matched.*,
        coalesce(matched.contact_by_id, contact_emails.contact_id) as contact_id,
        coalesce(matched.override_by_reference, overrides_by_email.account_id) as override_account_id
    from matched
    left join {{ ref('int_contact_emails') }} as contact_emails
        on matched.address = contact_emails.email
    left join {{ ref('int_identity_overrides') }} as overrides_by_email
        on matched.source = overrides_by_email.source and matched.address = overrides_by_email.source_key

),

located as (

    select
        found.identity_key,
        found.contact_id,
        contacts.contact_key as crm_contact_key,
        contacts.is_internal as is_internal_contact,
        coalesce(found.address, contacts.email) as address,
        coalesce(found.contact_id, found.address, case when found.contact_reference is not null then concat(found.source, ':', found.contact_reference) end) as person_key,
        coalesce(found.override_account_id, found.explicit_account_id, contacts.account_id, domains.account_id) as account_id,
        case
            when found.override_account_id is not null then 'override'
            when found.explicit_account_id is not null then 'explicit'
            when contacts.account_id is not null and found.contact_by_id is not null then 'contact_id'
            when contacts.account_id is not null then 'contact_email'
            when domains.account_id is not null then 'email_domain'
            else 'unmatched'
        end as match_method
    from found
    left join contacts
        on found.contact_id = contacts.contact_id
    left join {{ ref('int_account_domains') }} as domains
        on {{ email_domain('coalesce(found.address, contacts.email)') }} = domains.domain

),

final as (

    select
        located.identity_key,
        located.contact_id,
        located.person_key,
        coalesce(located.crm_contact_key, {{ contact_key('located.person_key') }}) as contact_key,
        located.account_id,
        located.match_method,
        coalesce(located.is_internal_contact, false)
            or coalesce(accounts.is_internal, false)
            or {{ is_internal_domain(email_domain('located.address')) }} as is_internal
    from located
    left join {{ ref('int_accounts_unified') }} as accounts
        on located.account_id = accounts.account_id

)

select * from final
