-- At the moment of observation a loop is open exactly when it is neither closed nor lapsed, and none opens later.
select
    loops.loop_id,
    loops.state,
    loops.opened_at,
    loops.closed_at,
    loops.lapses_at
from {{ ref('int_operational_loops') }} as loops
cross join {{ ref('int_operational_clock') }} as clock
where not coalesce(
    (loops.state = 'open') = (loops.closed_at is null and loops.lapses_at > clock.observed_at) and loops.opened_at <= clock.observed_at,
    false
)
