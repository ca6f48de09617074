-- Benjamini–Hochberg at 0.10: the largest p below its line carries the smaller ones; a tie counts together.
with tests as (
    select 'one' as page, 1 as id, cast(0.01 as double) as p_value, true as is_eligible
    union all select 'one', 2, cast(0.06 as double), true
    union all select 'one', 3, cast(0.07 as double), true
    union all select 'one', 4, cast(0.90 as double), true
    union all select 'one', 5, cast(0.001 as double), false
    union all select 'tie', 6, cast(0.08 as double), true
    union all select 'tie', 7, cast(0.08 as double), true
    union all select 'none', 8, cast(0.20 as double), true
    union all select 'none', 9, cast(null as double), false
),

decided as (select * from ({{ benjamini_hochberg('tests', ['page'], 'p_value', 'is_eligible', 0.10) }}) as d)

select * from decided where is_discovery <> (id in (1, 2, 3, 6, 7))
