with source as (

    select * from {{ source('program', 'routing') }}

),

in_force as (

    select file_sha256 from {{ ref('stg_lake__program_files_in_force') }}
    where entity = 'routing'

),

renamed as (

    select
        -- ids
        nullif(trim(owner_id), '') as owner_id,

        -- attributes
        lower(nullif(trim(match_on), '')) as match_on,
        nullif(trim(match_value), '') as match_value,
        nullif(trim(team), '') as team,

        -- numbers
        try_cast(capacity as bigint) as capacity,

        -- origin
        _source_file,
        _source_row
    from source
    where _file_sha256 in (select file_sha256 from in_force)

)

select * from renamed
