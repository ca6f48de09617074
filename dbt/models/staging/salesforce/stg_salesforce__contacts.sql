with source as (

    select * from {{ source('salesforce', 'Contact') }}

),

renamed as (

    select
        -- ids
        nullif(trim(Id), '') as contact_id,
        nullif(trim(AccountId), '') as account_id,
        nullif(trim(MasterRecordId), '') as master_record_id,

        -- attributes
        lower(nullif(trim(Email), '')) as email,
        nullif(trim(Title), '') as title,

        -- booleans
        coalesce({{ parse_boolean('IsDeleted') }}, false) as is_deleted,

        -- times
        {{ parse_timestamp('CreatedDate') }} as created_at,
        coalesce({{ parse_timestamp('SystemModstamp') }}, {{ parse_timestamp('LastModifiedDate') }}) as system_modified_at,

        -- origin
        _source_file,
        _source_row
    from source

)

select * from renamed
