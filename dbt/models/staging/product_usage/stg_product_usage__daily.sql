with source as (

    select * from {{ source('product_usage', 'daily') }}

),

renamed as (

    select
        -- ids
        nullif(trim(account_id), '') as account_id,

        -- attributes
        nullif(trim(feature), '') as feature,

        -- numbers
        cast(round(try_cast(events as double)) as bigint) as events,
        cast(round(try_cast(active_users as double)) as bigint) as active_users,

        -- times
        cast({{ parse_timestamp('usage_date') }} as date) as usage_date,

        -- origin
        _source_file,
        _source_row
    from source

)

select * from renamed
