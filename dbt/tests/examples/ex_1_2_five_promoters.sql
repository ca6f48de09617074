-- EX-1.2: five promoters of five. Wald would give an interval of width zero.
with cell as (
    select cast(1 as double) as p, cast(0 as double) as d, cast(5 as double) as n
),

results as (
    select 'adjusted center' as label, 100 * {{ adjusted_wald_center('p', 'd', 'n') }} as actual, cast(62.5 as double) as expected from cell
    union all
    select 'lo', 100 * {{ adjusted_wald_lo('p', 'd', 'n') }}, cast(17.491453 as double) from cell
    union all
    select 'hi', 100 * {{ adjusted_wald_hi('p', 'd', 'n') }}, cast(100 as double) from cell
)

{{ expect_close('results') }}
