with source as (

    select * from {{ source('generic', 'accounts') }}

),

renamed as (

    select
        -- ids
        nullif(trim(account_id), '') as account_id,
        nullif(trim(parent_account_id), '') as parent_account_id,
        nullif(trim(owner_id), '') as owner_id,

        -- attributes
        nullif(trim(name), '') as account_name,
        nullif(trim(account_type), '') as account_type,
        nullif(trim(industry), '') as industry,
        nullif(trim(country), '') as country,
        nullif(trim(website), '') as website,
        nullif(trim(product), '') as product,
        nullif(trim(team), '') as team,

        -- origin
        _source_file,
        _source_row
    from source

)

select * from renamed
