-- Each loop task with the detractor response that it follows up (R34): the one it names, else the
-- contact's latest detractor response in the 30 days before the task. A task that names any other
-- response belongs to no loop.
{{ loop_tasks(ref('int_tasks_latest'), ref('int_detractor_responses'), ref('int_as_of_resolved')) }}
