-- EX-1.1: 45 promoters and 20 detractors of 100.
with cell as (
    select cast(0.45 as double) as p, cast(0.20 as double) as d, cast(100 as double) as n
),

results as (
    select 'nps' as label, 100 * (p - d) as actual, cast(25 as double) as expected from cell
    union all
    select 'sigma2', p + d - pow(p - d, 2), cast(0.5875 as double) from cell
    union all
    select 'wald se', 100 * sqrt((p + d - pow(p - d, 2)) / n), cast(7.664855 as double) from cell
    union all
    select 'adjusted center', 100 * {{ adjusted_wald_center('p', 'd', 'n') }}, cast(24.271845 as double) from cell
    union all
    select 'adjusted se', 100 * {{ adjusted_wald_se('p', 'd', 'n') }}, cast(7.547383 as double) from cell
    union all
    select 'lo', 100 * {{ adjusted_wald_lo('p', 'd', 'n') }}, cast(9.479245 as double) from cell
    union all
    select 'hi', 100 * {{ adjusted_wald_hi('p', 'd', 'n') }}, cast(39.064444 as double) from cell
)

{{ expect_close('results') }}
