{{ config(meta={'parts': {'by': '_source_file', 'of': ['stg_qualtrics__distribution_contacts', 'stg_generic__invitations']}}) }}
-- Every send row of every survey tool, as it stands; a later export of the same send comes beside it.
-- link_key is what the response rows that answer it say, identity_key who was asked, as in int_survey_people.
with directory as (

    select * from ({{ newest_versions(ref('stg_qualtrics__directory_contacts'), 'contact_id') }}) as contacts

),

rows_of_tools as (

    select
        concat('qualtrics:', sends.distribution_id, ':', sends.contact_id) as invitation_key,
        'qualtrics' as source,
        sends.survey_id,
        -- The contact is the CRM's id or an e-mail; a directory id leads to both (R7).
        coalesce(directory.external_data_reference, sends.contact_id) as contact_reference,
        coalesce(directory.email, case when sends.contact_id like '%@%' then lower(sends.contact_id) end) as email,
        cast(null as string) as given_account_id,
        sends.response_id,
        case when sends.response_id is not null then concat('qualtrics:', sends.response_id) end as link_key,
        cast(null as string) as trigger_event_id,
        'email' as channel,
        sends.status,
        sends.sent_at,
        greatest(
            sends.sent_at,
            coalesce(sends.opened_at, sends.sent_at),
            coalesce(sends.response_started_at, sends.sent_at),
            coalesce(sends.response_completed_at, sends.sent_at)
        ) as acted_at,
        sends._source_file,
        sends._source_row
    from {{ ref('stg_qualtrics__distribution_contacts') }} as sends
    left join directory
        on sends.contact_id = directory.contact_id

    union all

    select
        concat('generic:', invitation_id),
        'generic',
        survey_id,
        respondent_id,
        email,
        account_id,
        cast(null as string),
        concat('generic:', invitation_id),
        trigger_event_id,
        coalesce(channel, 'unknown'),
        status,
        sent_at,
        sent_at,
        _source_file,
        _source_row
    from {{ ref('stg_generic__invitations') }}

),

final as (

    select
        rows_of_tools.*,
        {{ survey_identity_key('rows_of_tools') }} as identity_key
    from rows_of_tools

)

select * from final
