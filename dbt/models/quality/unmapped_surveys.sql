-- Surveys that landed but stand in no row of program/survey_programs: reported here, counted nowhere.
with as_of as (

    select survey_as_of from {{ ref('int_as_of_resolved') }}

),

names as (

    select survey_id, survey_name
    from ({{ newest_versions(ref('stg_qualtrics__surveys'), 'survey_id') }}) as surveys

),

records as (

    select responses.source, responses.survey_id, responses.response_key, cast(null as string) as invitation_key, responses.responded_at as seen_at
    from {{ ref('int_response_rows') }} as responses
    cross join as_of
    where responses.exclusion_reason = 'unmapped_survey' and responses.responded_at < as_of.survey_as_of

    union all

    select source, survey_id, cast(null as string), invitation_key, sent_at
    from {{ ref('int_invitations_unified') }}
    where program is null

),

final as (

    select
        records.source,
        records.survey_id,
        max(case when records.source = 'qualtrics' then names.survey_name end) as survey_name,
        cast(count(distinct records.response_key) as bigint) as response_count,
        cast(count(distinct records.invitation_key) as bigint) as invitation_count,
        min(records.seen_at) as first_seen_at,
        max(records.seen_at) as last_seen_at
    from records
    left join names
        on records.survey_id = names.survey_id
    group by records.source, records.survey_id

)

select * from final
