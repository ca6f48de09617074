with source as (

    select * from {{ source('generic', 'contacts') }}

),

renamed as (

    select
        -- ids
        nullif(trim(contact_id), '') as contact_id,
        nullif(trim(account_id), '') as account_id,

        -- attributes
        lower(nullif(trim(email), '')) as email,
        nullif(trim(title), '') as title,
        lower(nullif(trim(role_class), '')) as role_class,

        -- origin
        _source_file,
        _source_row
    from source

)

select * from renamed
