with source as (

    select * from {{ source('salesforce', 'Opportunity') }}

),

renamed as (

    select
        -- ids
        nullif(trim(Id), '') as opportunity_id,
        nullif(trim(AccountId), '') as account_id,

        -- attributes
        nullif(trim(Type), '') as opportunity_type,
        nullif(trim(StageName), '') as stage_name,
        lower(nullif(trim(CurrencyIsoCode), '')) as currency,

        -- numbers
        try_cast(Amount as decimal(18, 2)) as amount,

        -- booleans
        coalesce({{ parse_boolean('IsClosed') }}, false) as is_closed,
        coalesce({{ parse_boolean('IsWon') }}, false) as is_won,
        coalesce({{ parse_boolean('IsDeleted') }}, false) as is_deleted,

        -- times
        cast({{ parse_timestamp('CloseDate') }} as date) as close_date,
        {{ parse_timestamp('CreatedDate') }} as created_at,
        {{ parse_timestamp('SystemModstamp') }} as system_modified_at,

        -- origin
        _source_file,
        _source_row
    from source

)

select * from renamed
