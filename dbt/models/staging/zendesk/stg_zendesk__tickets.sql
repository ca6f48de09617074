with source as (

    select * from {{ source('zendesk', 'tickets') }}

),

renamed as (

    select
        -- ids
        nullif(trim(id), '') as ticket_id,
        nullif(trim(organization_id), '') as organization_id,
        nullif(trim(requester_id), '') as requester_id,
        nullif(trim(assignee_id), '') as assignee_id,

        -- attributes
        lower(nullif(trim(status), '')) as status,
        lower(nullif(trim(priority), '')) as priority,
        lower(nullif(trim(type), '')) as ticket_type,
        tags,

        -- times
        {{ parse_timestamp('created_at') }} as created_at,
        {{ parse_timestamp('updated_at') }} as updated_at,

        -- origin
        _source_file,
        _source_row
    from source

)

select * from renamed
