-- The tasks that people made in the CRM for rows of the queue: update by Id. Only our own fields are written,
-- so that nothing of theirs is lost.
with queue as (

    select * from {{ ref('int_queue_tasks') }}
    where not is_own_task

),

steps as (

    select step, words from {{ ref('recovery_steps') }}

),

final as (

    select
        -- ids
        queue.task_id as Id,

        -- attributes
        {{ next_step_words('queue.next_step', 'steps.words') }} as NPS_Next_Step__c,
        queue.nps_class as NPS_Class__c,
        queue.arr_tier as NPS_ARR_Tier__c,

        -- booleans
        queue.is_overdue as NPS_Overdue__c,

        -- times
        queue.due_at as NPS_Due_At__c,
        queue.next_step_due_at as NPS_Next_Step_Due_At__c,
        queue.opened_at as NPS_Answered_At__c,
        queue.observed_at as NPS_Observed_At__c
    from queue
    left join steps on queue.next_step = steps.step

)

select * from final
