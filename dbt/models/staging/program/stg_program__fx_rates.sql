with source as (

    select * from {{ source('program', 'fx_rates') }}

),

in_force as (

    select file_sha256 from {{ ref('stg_lake__program_files_in_force') }}
    where entity = 'fx_rates'

),

renamed as (

    select
        -- attributes
        lower(nullif(trim(currency), '')) as currency,

        -- numbers
        try_cast(usd_rate as double) as usd_rate,

        -- times
        cast({{ parse_timestamp('rate_date') }} as date) as rate_date,

        -- origin
        _source_file,
        _source_row
    from source
    where _file_sha256 in (select file_sha256 from in_force)

)

select * from renamed
