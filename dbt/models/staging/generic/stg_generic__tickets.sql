with source as (

    select * from {{ source('generic', 'tickets') }}

),

renamed as (

    select
        -- ids
        nullif(trim(ticket_id), '') as ticket_id,
        nullif(trim(account_id), '') as account_id,
        nullif(trim(assignee_id), '') as assignee_id,

        -- attributes
        lower(nullif(trim(requester_email), '')) as requester_email,
        lower(nullif(trim(status), '')) as status,
        lower(nullif(trim(priority), '')) as priority,

        -- numbers
        try_cast(reopened_count as bigint) as reopened_count,
        try_cast(csat_score as double) as csat_score,

        -- times
        {{ parse_timestamp('created_at') }} as created_at,
        {{ parse_timestamp('solved_at') }} as solved_at,

        -- origin
        _source_file,
        _source_row
    from source

)

select * from renamed
