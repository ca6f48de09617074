with source as (

    select * from {{ source('salesforce', 'Account') }}

),

renamed as (

    select
        -- ids
        nullif(trim(Id), '') as account_id,
        nullif(trim(ParentId), '') as parent_account_id,
        nullif(trim(MasterRecordId), '') as master_record_id,
        nullif(trim(OwnerId), '') as owner_id,

        -- attributes
        nullif(trim(Name), '') as account_name,
        nullif(trim(Type), '') as account_type,
        nullif(trim(Industry), '') as industry,
        nullif(trim(BillingCountry), '') as country,
        nullif(trim(Website), '') as website,
        nullif(trim(Product__c), '') as product,
        nullif(trim(Team__c), '') as team,

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
