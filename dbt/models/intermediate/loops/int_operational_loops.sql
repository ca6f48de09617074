-- Every loop with its state at the moment of observation (R34, R41): open until a task is completed or it lapses.
with loops as (

    {{ loops_of(ref('int_operational_detractors'), ref('int_operational_loop_members'), ref('int_operational_loop_tasks'), ref('int_operational_clock')) }}

),

final as (

    select
        loops.*,
        case
            when loops.closed_at is not null then 'closed'
            when loops.lapses_at <= clock.observed_at then 'lapsed'
            else 'open'
        end as state,
        clock.observed_at
    from loops
    cross join {{ ref('int_operational_clock') }} as clock

)

select * from final
