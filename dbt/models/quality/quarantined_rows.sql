-- Where every rejected row stands in what was landed, so that it can be found and mended: never its text.
with quarantine as (

    select * from {{ source('lake', 'quarantine') }}

),

final as (

    select
        -- ids
        file_sha256,

        -- attributes
        source,
        entity,
        source_file,
        reason,

        -- numbers
        source_row
    from quarantine

)

select * from final
