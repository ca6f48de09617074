with source as (

    select * from {{ source('qualtrics', 'directory_contacts') }}

),

renamed as (

    select
        -- ids
        nullif(trim(contact_id), '') as contact_id,
        nullif(trim(external_data_reference), '') as external_data_reference,

        -- attributes
        lower(nullif(trim(email), '')) as email,

        -- origin
        _source_file,
        _source_row
    from source

)

select * from renamed
