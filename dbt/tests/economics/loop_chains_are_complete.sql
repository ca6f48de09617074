-- Pointer doubling reached the end of every chain: the successor of a loop's opener opens a loop.
with members as (
    select positions.*, members.is_opener
    from {{ ref('int_loop_positions') }} as positions
    inner join {{ ref('int_loop_members') }} as members on positions.response_key = members.response_key
)
select openers.response_key
from members as openers
inner join members as successors
    on openers.person_key = successors.person_key and openers.next_position = successors.position
where openers.is_opener and not successors.is_opener
