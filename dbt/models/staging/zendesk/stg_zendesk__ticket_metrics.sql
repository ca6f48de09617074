with source as (

    select * from {{ source('zendesk', 'ticket_metrics') }}

),

renamed as (

    select
        -- ids
        nullif(trim(id), '') as ticket_metric_id,
        nullif(trim(ticket_id), '') as ticket_id,

        -- numbers
        try_cast(reopens as bigint) as reopened_count,

        -- times
        {{ parse_timestamp('solved_at') }} as solved_at,
        {{ parse_timestamp('created_at') }} as created_at,
        {{ parse_timestamp('updated_at') }} as updated_at,

        -- origin
        _source_file,
        _source_row
    from source

)

select * from renamed
