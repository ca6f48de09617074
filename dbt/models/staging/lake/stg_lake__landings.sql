with source as (

    select * from {{ source('lake', 'landings') }}

),

renamed as (

    select
        -- ids
        load_id,
        sha256 as file_sha256,

        -- attributes
        source,
        entity,
        path,
        status,

        -- times
        cast(landed_at as timestamp) as landed_at
    from source

)

select * from renamed
