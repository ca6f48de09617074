-- EX-1.5: (50, 15, 100) against (40, 25, 100), the pseudo-responses split between the groups.
with groups as (
    select 50 as p1, 15 as d1, 100 as n1, 40 as p2, 25 as d2, 100 as n2
),

differences as (
    select
        {{ independent_difference('p1', 'd1', 'n1', 'p2', 'd2', 'n2') }} as difference,
        {{ independent_difference_se('p1', 'd1', 'n1', 'p2', 'd2', 'n2') }} as se
    from groups
),

results as (
    select 'adjusted difference' as label, 100 * difference as actual, cast(19.704433 as double) as expected from differences
    union all
    select 'se', 100 * se, cast(10.666556 as double) from differences
    union all
    select 'z', difference / se, cast(1.847310 as double) from differences
    union all
    select 'p', {{ two_sided_p_value('(difference / se)') }}, cast(0.064702 as double) from differences
)

{{ expect_close('results') }}
