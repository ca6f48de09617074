with source as (

    select * from {{ source('program', 'costs') }}

),

in_force as (

    select file_sha256 from {{ ref('stg_lake__program_files_in_force') }}
    where entity = 'costs'

),

renamed as (

    select
        -- attributes
        lower(nullif(trim(cost_type), '')) as cost_type,
        lower(nullif(trim(currency), '')) as currency,
        nullif(trim(note), '') as note,

        -- numbers
        try_cast(amount as decimal(18, 2)) as amount,

        -- times
        cast(date_trunc('month', try_cast(concat(substring(trim(month), 1, 7), '-01') as date)) as date) as month,

        -- origin
        _source_file,
        _source_row
    from source
    where _file_sha256 in (select file_sha256 from in_force)

)

select * from renamed
