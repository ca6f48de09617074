-- Whoever has an open loop is on the list, published or not.
select loops.loop_id
from {{ ref('int_operational_loops') }} as loops
left join {{ ref('suppression_list') }} as suppressed
    on loops.contact_key = suppressed.contact_key and suppressed.has_open_loop
where loops.state = 'open' and loops.contact_key is not null and suppressed.contact_key is null
