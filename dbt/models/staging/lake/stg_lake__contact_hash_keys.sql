with source as (

    select * from {{ source('lake', 'contact_hash_key') }}

)

select hash_key from source
