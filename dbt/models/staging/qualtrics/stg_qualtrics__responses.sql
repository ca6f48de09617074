-- Which question holds the score differs by survey, so the answers stay JSON until survey_programs names it.
with source as (

    select * from {{ source('qualtrics', 'responses') }}

),

renamed as (

    select
        -- ids
        nullif(trim(ResponseId), '') as response_id,
        nullif(trim(survey_id), '') as survey_id,
        nullif(trim(ExternalReference), '') as contact_reference,
        {{ json_text('_extra', '$.trigger_event_id') }} as trigger_event_id,
        {{ json_text('_extra', '$.handled_by') }} as handled_by,

        -- attributes
        lower(nullif(trim(RecipientEmail), '')) as email,
        lower(nullif(trim(Status), '')) as status,
        lower(nullif(trim(DistributionChannel), '')) as channel,
        nullif(trim(UserLanguage), '') as language,
        _extra as answers,

        -- booleans
        -- An export without these columns holds finished responses only.
        coalesce({{ parse_boolean('Finished') }}, try_cast(Progress as double) >= 100, true) as is_finished,

        -- times
        {{ wall_clock_to_utc('RecordedDate', 'time_zone') }} as recorded_at,

        -- origin
        _source_file,
        _source_row
    from source

)

select * from renamed
