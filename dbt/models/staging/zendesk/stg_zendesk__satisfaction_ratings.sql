with source as (

    select * from {{ source('zendesk', 'satisfaction_ratings') }}

),

renamed as (

    select
        -- ids
        nullif(trim(id), '') as satisfaction_rating_id,
        nullif(trim(ticket_id), '') as ticket_id,
        nullif(trim(requester_id), '') as requester_id,
        nullif(trim(assignee_id), '') as assignee_id,

        -- attributes
        lower(nullif(trim(score), '')) as score,

        -- times
        {{ parse_timestamp('created_at') }} as created_at,
        {{ parse_timestamp('updated_at') }} as updated_at,

        -- origin
        _source_file,
        _source_row
    from source

)

select * from renamed
