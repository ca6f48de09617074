with source as (

    select * from {{ source('zendesk', 'organizations') }}

),

renamed as (

    select
        -- ids
        nullif(trim(id), '') as organization_id,
        nullif(trim(external_id), '') as external_id,

        -- attributes
        domain_names,

        -- times
        {{ parse_timestamp('created_at') }} as created_at,
        {{ parse_timestamp('updated_at') }} as updated_at,

        -- origin
        _source_file,
        _source_row
    from source

)

select * from renamed
