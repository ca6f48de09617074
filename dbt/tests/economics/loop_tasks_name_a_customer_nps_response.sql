{{ config(severity='warn') }}
-- Tasks that name a response which is no customer NPS response: they belong to no loop, and are counted here
-- (R34). Tasks about internal accounts are left out everywhere, and not counted (R5).
select tasks.task_id
from {{ ref('int_tasks_latest') }} as tasks
left join {{ ref('int_response_versions') }} as versions
    on tasks.nps_response_id = versions.response_id
    and versions.program = 'customer' and versions.metric = 'nps'
where tasks.nps_response_id is not null and not coalesce(tasks.is_deleted, false) and versions.response_id is null
