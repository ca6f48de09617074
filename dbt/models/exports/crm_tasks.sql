-- One task per row of the queue for which nobody has made one by hand: upsert on External_Id__c.
with queue as (

    select * from {{ ref('int_queue_tasks') }}
    where coalesce(is_own_task, true)

),

steps as (

    select step, words from {{ ref('recovery_steps') }}

),

final as (

    select
        -- ids
        queue.external_id as External_Id__c,
        queue.contact_id as WhoId,
        queue.account_id as WhatId,
        queue.owner_id as OwnerId,
        queue.response_id as NPS_Response_Id__c,

        -- attributes
        concat(
            case queue.nps_class when 'detractor' then 'NPS follow-up' when 'passive' then 'NPS review' else 'NPS advocacy' end,
            ': scored ', {{ whole_text('queue.score') }},
            case when queue.theme <> 'untagged' then concat(', ', replace(queue.theme, '_', ' ')) else '' end
        ) as Subject,
        coalesce(queue.task_status, 'Not Started') as Status,
        case when queue.is_urgent or (queue.nps_class = 'detractor' and queue.arr_tier = 'high') then 'High' else 'Normal' end as Priority,
        '{{ var("loop_task_type") }}' as Type,
        {{ next_step_words('queue.next_step', 'steps.words') }} as NPS_Next_Step__c,
        queue.nps_class as NPS_Class__c,
        queue.arr_tier as NPS_ARR_Tier__c,
        -- whose queue to put it in, where no person is named
        case when queue.owner_id is null then queue.team end as NPS_Team__c,

        -- booleans
        queue.is_overdue as NPS_Overdue__c,

        -- times
        cast(queue.due_at as date) as ActivityDate,
        queue.due_at as NPS_Due_At__c,
        queue.next_step_due_at as NPS_Next_Step_Due_At__c,
        queue.opened_at as NPS_Answered_At__c,
        queue.observed_at as NPS_Observed_At__c
    from queue
    left join steps on queue.next_step = steps.step

)

select * from final
