with source as (

    select * from {{ source('generic', 'responses') }}

),

renamed as (

    select
        -- ids
        nullif(trim(response_id), '') as response_id,
        nullif(trim(invitation_id), '') as invitation_id,
        nullif(trim(survey_id), '') as survey_id,
        nullif(trim(respondent_id), '') as respondent_id,
        nullif(trim(account_id), '') as account_id,
        nullif(trim(trigger_event_id), '') as trigger_event_id,
        nullif(trim(handled_by), '') as handled_by,

        -- attributes
        lower(nullif(trim(email), '')) as email,
        nullif(trim(score), '') as score,
        nullif(trim(comment), '') as comment,
        nullif(trim(language), '') as language,
        nullif(trim(tags), '') as tags,

        -- times
        {{ parse_timestamp('responded_at') }} as responded_at,

        -- origin
        _source_file,
        _source_row
    from source

)

select * from renamed
