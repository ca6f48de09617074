with source as (

    select * from {{ source('salesforce', 'User') }}

),

renamed as (

    select
        -- ids
        nullif(trim(Id), '') as user_id,

        -- attributes
        nullif(trim(Name), '') as user_name,

        -- booleans
        coalesce({{ parse_boolean('IsActive') }}, true) as is_active,

        -- times
        {{ parse_timestamp('SystemModstamp') }} as system_modified_at,

        -- origin
        _source_file,
        _source_row
    from source

)

select * from renamed
