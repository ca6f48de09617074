with source as (

    select * from {{ source('qualtrics', 'surveys') }}

),

renamed as (

    select
        -- ids
        nullif(trim(id), '') as survey_id,

        -- attributes
        nullif(trim(name), '') as survey_name,

        -- times
        {{ parse_timestamp('lastModified') }} as modified_at,

        -- origin
        _source_file,
        _source_row
    from source

)

select * from renamed
