-- EX-2.5: five accounts, one expanded, one shrunk, one lost. Aggregate-then-min would give 0.78.
with units as (
    select 1 as cell, cast(x as decimal(18, 2)) as mrr_start, cast(y as decimal(18, 2)) as mrr_end, cast(y as decimal(18, 2)) as mrr_minimum
    from (
        select 1000 as x, 1200 as y
        union all select 500, 500
        union all select 2000, 1500
        union all select 800, 0
        union all select 700, 700
    ) as rows_of_example
),

sums as ({{ retention_sums('units', ['cell']) }}),

cells as ({{ retention_measures('sums', ['cell']) }}),

results as (
    select 'grr' as label, grr as actual, cast(0.74 as double) as expected from cells
    union all
    select 'nrr', nrr, cast(0.78 as double) from cells
    union all
    select 'logo', logo_retention, cast(0.8 as double) from cells
    union all
    select 'v grr', grr_variance, cast(0.023424 as double) from cells
    union all
    select 'v nrr', nrr_variance, cast(0.030260 as double) from cells
    union all
    select 'k', kish_n, cast(3.918495 as double) from cells
    union all
    select 'grr lo', {{ grr_lo('grr', 'grr_variance', 'kish_n') }}, cast(0.290494 as double) from cells
    union all
    select 'grr hi', {{ grr_hi('grr', 'grr_variance', 'kish_n') }}, cast(0.951888 as double) from cells
    union all
    select 'nrr lo', {{ nrr_bound('nrr', 'nrr_variance', 'kish_n', '-') }}, cast(0.246951 as double) from cells
    union all
    select 'nrr hi', {{ nrr_bound('nrr', 'nrr_variance', 'kish_n', '+') }}, cast(1.313049 as double) from cells
)

{{ expect_close('results') }}
