with source as (

    select * from {{ source('salesforce', 'Task') }}

),

renamed as (

    select
        -- ids
        nullif(trim(Id), '') as task_id,
        nullif(trim(WhoId), '') as who_id,
        nullif(trim(WhatId), '') as what_id,
        nullif(trim(AccountId), '') as account_id,
        nullif(trim(OwnerId), '') as owner_id,
        nullif(trim(NPS_Response_Id__c), '') as nps_response_id,
        -- a field of the company's own, so it is not among the declared columns
        nullif(trim({{ json_text('_extra', '$.External_Id__c') }}), '') as external_id,

        -- attributes
        nullif(trim(Type), '') as task_type,
        nullif(trim(Status), '') as status,
        nullif(trim(Priority), '') as priority,
        nullif(trim(Resolution__c), '') as resolution,

        -- booleans
        coalesce({{ parse_boolean('IsDeleted') }}, false) as is_deleted,

        -- times
        cast({{ parse_timestamp('ActivityDate') }} as date) as due_date,
        {{ parse_timestamp('CreatedDate') }} as created_at,
        {{ parse_timestamp('First_Outreach_At__c') }} as first_outreach_at,
        {{ parse_timestamp('CompletedDateTime') }} as completed_at,
        {{ parse_timestamp('SystemModstamp') }} as system_modified_at,

        -- origin
        _source_file,
        _source_row
    from source

)

select * from renamed
