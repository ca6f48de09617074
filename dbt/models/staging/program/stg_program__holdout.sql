with source as (

    select * from {{ source('program', 'holdout') }}

),

in_force as (

    select file_sha256 from {{ ref('stg_lake__program_files_in_force') }}
    where entity = 'holdout'

),

renamed as (

    select
        -- ids
        nullif(trim(account_id), '') as account_id,

        -- attributes
        lower(nullif(trim({{ adapter.quote('group') }}), '')) as holdout_group,

        -- times
        cast({{ parse_timestamp('assigned_on') }} as date) as assigned_on,

        -- origin
        _source_file,
        _source_row
    from source
    where _file_sha256 in (select file_sha256 from in_force)

)

select * from renamed
