with source as (

    select * from {{ source('program', 'identity_overrides') }}

),

in_force as (

    select file_sha256 from {{ ref('stg_lake__program_files_in_force') }}
    where entity = 'identity_overrides'

),

renamed as (

    select
        -- ids
        lower(nullif(trim(source), '')) as source,
        nullif(trim(source_id), '') as source_id,
        nullif(trim(account_id), '') as account_id,

        -- attributes
        nullif(trim(reason), '') as reason,

        -- origin
        _source_file,
        _source_row
    from source
    where _file_sha256 in (select file_sha256 from in_force)

)

select * from renamed
