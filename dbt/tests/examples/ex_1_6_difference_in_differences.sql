-- With a comparison group that does not move, the difference in differences is the change of EX-1.6 and has its variance.
with answers as (
    {% for cluster, is_after, y in [('A', 'false', 1), ('B', 'false', 0), ('C', 'false', -1), ('D', 'false', 1), ('A', 'true', 1), ('B', 'true', 1), ('C', 'true', -1), ('E', 'true', 0)] %}
    select 1 as cell, '{{ cluster }}' as cluster_id, true as is_mention, {{ is_after }} as is_after, {{ y }} as y
    union all
    {% endfor %}
    -- the others' answers are all alike, in accounts that are counted already
    select 1, 'A', false, false, 0
    union all
    select 1, 'A', false, true, 0
),

measured as (select * from ({{ difference_in_differences('answers', ['cell']) }}) as m),

results as (
    select 'difference' as label, difference as actual, cast(0 as double) as expected from measured
    union all
    select 'se', difference_se, cast(0.356305 as double) from measured
)

{{ expect_close('results') }}
