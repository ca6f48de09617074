-- EX-2.6: the accounts of EX-2.5 with nothing lost. GRR is 1 and its interval is not of zero width.
with units as (
    select 1 as cell, cast(x as decimal(18, 2)) as mrr_start, cast(x as decimal(18, 2)) as mrr_end, cast(x as decimal(18, 2)) as mrr_minimum
    from (
        select 1000 as x
        union all select 500
        union all select 2000
        union all select 800
        union all select 700
    ) as rows_of_example
),

sums as ({{ retention_sums('units', ['cell']) }}),

cells as ({{ retention_measures('sums', ['cell']) }}),

results as (
    select 'grr' as label, grr as actual, cast(1 as double) as expected from cells
    union all
    select 'grr lo', {{ grr_lo('grr', 'grr_variance', 'kish_n') }}, cast(0.504964 as double) from cells
    union all
    select 'grr hi', {{ grr_hi('grr', 'grr_variance', 'kish_n') }}, cast(1 as double) from cells
)

{{ expect_close('results') }}
