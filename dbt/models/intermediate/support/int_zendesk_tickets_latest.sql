{{ config(meta={'parts': {
    'by': 'ticket_id',
    'of': ['stg_zendesk__tickets', 'stg_zendesk__ticket_metrics', 'stg_zendesk__satisfaction_ratings'],
    'through': {
        'stg_zendesk__tickets': ['_source_file', 'stg_zendesk__tickets'],
        'stg_zendesk__ticket_metrics': ['_source_file', 'stg_zendesk__ticket_metrics'],
        'stg_zendesk__satisfaction_ratings': ['_source_file', 'stg_zendesk__satisfaction_ratings']
    },
    'crossed': {'ticket_as_of': {
        'stg_zendesk__tickets': ['created_at', 'updated_at'],
        'stg_zendesk__ticket_metrics': ['updated_at', 'solved_at'],
        'stg_zendesk__satisfaction_ratings': ['coalesce(updated_at, created_at)']
    }}
}}) }}
-- Zendesk tickets as of ticket_as_of with the latest of their metrics and satisfaction rating. What was
-- solved, reopened or rated at as_of or later has not happened yet.
with as_of as (

    select ticket_as_of from {{ ref('int_as_of_resolved') }}

),

tickets as (

    select
        tickets.*,
        coalesce(updated_at >= ticket_as_of, false) as is_undone,
        ticket_as_of,
        row_number() over (partition by ticket_id order by {{ version_as_of_first('updated_at', 'ticket_as_of') }}) as recency
    from {{ ref('stg_zendesk__tickets') }} as tickets
    cross join as_of
    where created_at < ticket_as_of

),

metrics as (

    select
        metrics.*,
        coalesce(updated_at >= ticket_as_of, false) as is_undone,
        row_number() over (partition by ticket_id order by {{ version_as_of_first('updated_at', 'ticket_as_of') }}) as recency
    from {{ ref('stg_zendesk__ticket_metrics') }} as metrics
    cross join as_of

),

ratings as (

    select
        ratings.*,
        row_number() over (partition by ticket_id order by {{ latest_version_first('updated_at') }}) as recency
    from {{ ref('stg_zendesk__satisfaction_ratings') }} as ratings
    cross join as_of
    where coalesce(updated_at, created_at) < ticket_as_of

),

final as (

    select
        tickets.ticket_id,
        tickets.organization_id,
        tickets.requester_id,
        tickets.assignee_id,
        case
            when tickets.status in ('solved', 'closed') and (metrics.solved_at >= tickets.ticket_as_of or (tickets.is_undone and metrics.solved_at is null))
                then 'open'
            else tickets.status
        end as status,
        tickets.priority,
        ratings.score as csat_rating,
        case when not metrics.is_undone then metrics.reopened_count end as reopened_count,
        tickets.created_at,
        case when metrics.solved_at < tickets.ticket_as_of then metrics.solved_at end as solved_at
    from tickets
    left join metrics
        on tickets.ticket_id = metrics.ticket_id and metrics.recency = 1
    left join ratings
        on tickets.ticket_id = ratings.ticket_id and ratings.recency = 1
    where tickets.recency = 1

)

select * from final
