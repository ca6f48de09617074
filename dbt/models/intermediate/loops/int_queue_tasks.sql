-- The queue with the CRM's own ids: whom it is about, and the open task that the CRM has for it already, ours
-- (it carries our external id) before one that people made.
with queue as (

    select
        *,
        concat('nps-follow-up:', response_key) as external_id
    from {{ ref('action_queue') }}

),

items as (

    select response_key, contact_id from {{ ref('int_queue_items') }}

),

tasks as (

    select * from {{ ref('int_operational_tasks') }}
    where not is_deleted and completed_at is null

),

-- every task of any answer of the loop; of a passive or promoter those that name the answer
found as (

    select members.loop_id as response_key, loop_tasks.task_id
    from {{ ref('int_operational_loop_tasks') }} as loop_tasks
    inner join {{ ref('int_operational_loop_members') }} as members
        on loop_tasks.response_key = members.response_key

    union

    select queue.response_key, tasks.task_id
    from queue
    inner join tasks on queue.response_id = tasks.nps_response_id
    where queue.loop_id is null

),

ranked as (

    select
        queue.response_key,
        tasks.task_id,
        tasks.status,
        coalesce(tasks.external_id = queue.external_id, false) as is_own_task,
        row_number() over (
            partition by queue.response_key
            order by
                case when tasks.external_id = queue.external_id then 0 else 1 end,
                tasks.created_at nulls last,
                tasks.task_id
        ) as place
    from queue
    inner join found on queue.response_key = found.response_key
    inner join tasks on found.task_id = tasks.task_id

),

final as (

    select
        queue.*,
        items.contact_id,
        ranked.task_id,
        ranked.status as task_status,
        ranked.is_own_task
    from queue
    inner join items on queue.response_key = items.response_key
    left join ranked on queue.response_key = ranked.response_key and ranked.place = 1

)

select * from final
