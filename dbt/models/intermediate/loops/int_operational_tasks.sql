-- Follow-up tasks as the CRM has them at the moment of observation, resolutions of open tasks included.
{{ latest_loop_tasks(ref('int_operational_clock'), open_resolutions=true) }}
