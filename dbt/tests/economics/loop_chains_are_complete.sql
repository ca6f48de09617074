-- Pointer doubling reached the end of every chain: the successor of a loop's opener opens a loop.
{%- for prefix in ['int', 'int_operational'] %}
(
    with members as (
        select positions.*, members.is_opener
        from {{ ref(prefix ~ '_loop_positions') }} as positions
        inner join {{ ref(prefix ~ '_loop_members') }} as members on positions.response_key = members.response_key
    )
    select openers.response_key
    from members as openers
    inner join members as successors
        on openers.person_key = successors.person_key and openers.next_position = successors.position
    where openers.is_opener and not successors.is_opener
)
{{ 'union all' if not loop.last }}
{%- endfor %}
