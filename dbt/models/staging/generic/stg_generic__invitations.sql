with source as (

    select * from {{ source('generic', 'invitations') }}

),

renamed as (

    select
        -- ids
        nullif(trim(invitation_id), '') as invitation_id,
        nullif(trim(survey_id), '') as survey_id,
        nullif(trim(respondent_id), '') as respondent_id,
        nullif(trim(account_id), '') as account_id,
        nullif(trim(trigger_event_id), '') as trigger_event_id,

        -- attributes
        lower(nullif(trim(email), '')) as email,
        lower(nullif(trim(channel), '')) as channel,
        lower(nullif(trim(status), '')) as status,

        -- times
        {{ parse_timestamp('sent_at') }} as sent_at,

        -- origin
        _source_file,
        _source_row
    from source

)

select * from renamed
