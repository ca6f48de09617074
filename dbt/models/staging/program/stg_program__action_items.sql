with source as (

    select * from {{ source('program', 'action_items') }}

),

in_force as (

    select file_sha256 from {{ ref('stg_lake__program_files_in_force') }}
    where entity = 'action_items'

),

renamed as (

    select
        -- ids
        nullif(trim(action_item_id), '') as action_item_id,

        -- attributes
        nullif(trim(theme), '') as theme,
        nullif(trim(title), '') as title,
        nullif(trim(owner), '') as owner,
        nullif(trim(success_criterion), '') as success_criterion,

        -- times
        cast({{ parse_timestamp('opened_on') }} as date) as opened_on,
        cast({{ parse_timestamp('due_on') }} as date) as due_on,
        cast({{ parse_timestamp('shipped_on') }} as date) as shipped_on,

        -- origin
        _source_file,
        _source_row
    from source
    where _file_sha256 in (select file_sha256 from in_force)

)

select * from renamed
