with source as (

    select * from {{ source('program', 'goals') }}

),

in_force as (

    select file_sha256 from {{ ref('stg_lake__program_files_in_force') }}
    where entity = 'goals'

),

renamed as (

    select
        -- ids
        nullif(trim(kpi), '') as kpi,

        -- attributes
        nullif(trim(owner), '') as owner,

        -- numbers
        try_cast(target as double) as target,

        -- times
        cast({{ parse_timestamp('due_on') }} as date) as due_on,

        -- origin
        _source_file,
        _source_row
    from source
    where _file_sha256 in (select file_sha256 from in_force)

)

select * from renamed
