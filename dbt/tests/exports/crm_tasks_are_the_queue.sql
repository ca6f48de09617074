-- New and hand-made tasks together are the queue, each row once.
with exported as (

    select cast(count(*) as bigint) as row_count
    from (
        select External_Id__c as id from {{ ref('crm_tasks') }}
        union all
        select Id from {{ ref('crm_task_updates') }}
    ) as tasks

),

queue as (

    select cast(count(*) as bigint) as row_count from {{ ref('action_queue') }}

)

select exported.row_count as exported_rows, queue.row_count as queue_rows
from exported
cross join queue
where exported.row_count <> queue.row_count
