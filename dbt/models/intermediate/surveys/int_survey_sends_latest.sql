-- Sends of all survey tools, the latest row of each (R3). A send says when it was last acted on; a later
-- export of the same moment wins by its file name.
with as_of as (

    select survey_as_of from {{ ref('int_as_of_resolved') }}

),

directory as (

    select * from ({{ newest_versions(ref('stg_qualtrics__directory_contacts'), 'contact_id') }}) as contacts

),

sends as (

    select
        concat('qualtrics:', sends.distribution_id, ':', sends.contact_id) as invitation_key,
        'qualtrics' as source,
        sends.survey_id,
        -- The contact is the CRM's id or an e-mail; a directory id leads to both (R7).
        coalesce(directory.external_data_reference, sends.contact_id) as contact_reference,
        coalesce(directory.email, case when sends.contact_id like '%@%' then lower(sends.contact_id) end) as email,
        cast(null as string) as given_account_id,
        sends.response_id,
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
        trigger_event_id,
        coalesce(channel, 'unknown'),
        status,
        sent_at,
        sent_at,
        _source_file,
        _source_row
    from {{ ref('stg_generic__invitations') }}

),

ranked as (

    select
        sends.*,
        row_number() over (
            partition by sends.invitation_key
            order by {{ latest_version_first('sends.acted_at', 'sends') }}
        ) as recency
    from sends
    cross join as_of
    where sends.sent_at < as_of.survey_as_of

)

select * from ranked where recency = 1
