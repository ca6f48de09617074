-- Each loop task with the detractor response that it follows up (R34): the one it names, else the
-- contact's latest detractor response in the 30 days before the task. A task that names any other
-- response belongs to no loop.
with tasks as (

    select tasks.*, loop_as_of
    from {{ ref('int_tasks_latest') }} as tasks
    cross join {{ ref('int_as_of_resolved') }}
    where not coalesce(is_deleted, false) and created_at < loop_as_of

),

responses as (

    select * from {{ ref('int_detractor_responses') }}

),

named as (

    select
        tasks.task_id,
        responses.response_key
    from tasks
    inner join responses
        on tasks.nps_response_id = responses.response_id

),

unnamed as (

    select
        tasks.task_id,
        responses.response_key,
        row_number() over (
            partition by tasks.task_id
            order by responses.responded_at desc nulls last, responses.response_key desc
        ) as recency
    from tasks
    inner join responses
        on tasks.contact_id = responses.contact_id
        and responses.responded_at <= tasks.created_at
        and responses.responded_at >= {{ add_seconds('tasks.created_at', -86400 * var('loop_match_days')) }}
    where tasks.nps_response_id is null

),

matched as (

    select task_id, response_key from named
    union
    select task_id, response_key from unnamed
    where recency = 1

),

final as (

    select
        -- ids
        tasks.task_id,
        matched.response_key,
        tasks.owner_id,

        -- booleans
        coalesce(trim(tasks.resolution), '') <> '' as is_documented,

        -- times
        tasks.created_at,
        case when tasks.first_outreach_at < tasks.loop_as_of then tasks.first_outreach_at end as first_outreach_at,
        case when tasks.completed_at < tasks.loop_as_of then tasks.completed_at end as completed_at
    from tasks
    inner join matched
        on tasks.task_id = matched.task_id

)

select * from final
