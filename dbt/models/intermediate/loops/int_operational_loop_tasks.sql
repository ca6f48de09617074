-- int_loop_tasks over every accepted row.
{{ loop_tasks(ref('int_operational_tasks'), ref('int_operational_detractors'), ref('int_operational_clock')) }}
