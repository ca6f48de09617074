with source as (

    select * from {{ source('qualtrics', 'distribution_contacts') }}

),

renamed as (

    select
        -- ids
        nullif(trim(contact_id), '') as contact_id,
        nullif(trim(distribution_id), '') as distribution_id,
        nullif(trim(survey_id), '') as survey_id,
        nullif(trim(response_id), '') as response_id,

        -- attributes
        lower(nullif(trim(status), '')) as status,

        -- times
        {{ parse_timestamp('sent_at') }} as sent_at,
        {{ parse_timestamp('opened_at') }} as opened_at,
        {{ parse_timestamp('response_started_at') }} as response_started_at,
        {{ parse_timestamp('response_completed_at') }} as response_completed_at,

        -- origin
        _source_file,
        _source_row
    from source

)

select * from renamed
