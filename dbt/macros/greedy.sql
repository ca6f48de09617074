{#-
  Greedy chains without recursion: each row of a group names the row at which the next chain link
  starts if a link starts at this row; the links are the rows reached from the first one.
-#}

{#
  group, position of every link. `relation` has a row per group and position (first position 1) with
  next_position, NULL at the end of the chain. Pointer doubling: `passes` passes reach the first
  2^passes links of a group exactly; tests assert that no chain is longer.
#}
{% macro greedy_links(relation, group, passes) %}{{ return(adapter.dispatch('greedy_links')(relation, group, passes)) }}{% endmacro %}
{% macro default__greedy_links(relation, group, passes) %}
with hops_0 as (
    select {{ group }}, position, next_position
    from {{ relation }}
    where next_position is not null
), reached_0 as (
    select {{ group }}, position
    from {{ relation }}
    where position = 1
){% for i in range(1, passes + 1) %}, reached_{{ i }} as (
    select {{ group }}, position from reached_{{ i - 1 }}
    union
    select hops.{{ group }}, hops.next_position as position
    from reached_{{ i - 1 }} as links
    inner join hops_{{ i - 1 }} as hops on links.{{ group }} = hops.{{ group }} and links.position = hops.position
){% if not loop.last %}, hops_{{ i }} as (
    select hops.{{ group }}, hops.position, further.next_position
    from hops_{{ i - 1 }} as hops
    inner join hops_{{ i - 1 }} as further on hops.{{ group }} = further.{{ group }} and hops.next_position = further.position
){% endif %}{% endfor %}
select {{ group }}, position from reached_{{ passes }}
{% endmacro %}
