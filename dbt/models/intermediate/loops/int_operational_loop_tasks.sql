-- Follow-up tasks as the CRM has them at the moment of observation, resolutions of open tasks included.
with tasks as (

    {{ latest_loop_tasks(ref('int_operational_clock'), open_resolutions=true) }}

),

final as (

    {{ loop_tasks('tasks', ref('int_operational_detractors'), ref('int_operational_clock')) }}

)

select * from final
