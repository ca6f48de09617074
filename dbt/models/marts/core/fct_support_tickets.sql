{{ config(meta={'parts': {'by': 'ticket_id', 'of': ['int_tickets_unified']}}) }}
with tickets as (

    select * from {{ ref('int_tickets_unified') }}
    where not is_internal

),

final as (

    select
        -- ids
        ticket_key,
        ticket_id,
        account_id,
        contact_key,
        assignee_id,

        -- attributes
        source,
        match_method,
        status,
        priority,

        -- numbers
        reopened_count,
        csat_score,
        cast({{ seconds_between('created_at', 'solved_at') }} / 3600 as double) as hours_to_solve,

        -- booleans
        solved_at is not null as is_solved,

        -- times
        created_at,
        solved_at
    from tickets

)

select * from final
