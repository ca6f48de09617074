-- EX-2.7: GRR .95 (v .0004) against .70 (v .0016).
with inputs as (
    select cast(0.95 as double) as r1, cast(0.0004 as double) as v1, cast(0.70 as double) as r2, cast(0.0016 as double) as v2
),

results as (
    select 'se' as label, {{ gap_se('v1', 'v2') }} as actual, cast(0.044721 as double) as expected from inputs
    union all
    select 'z', {{ gap_z('r1', 'v1', 'r2', 'v2') }}, cast(5.590170 as double) from inputs
    union all
    select 'lo', {{ gap_bound('r1', 'v1', 'r2', 'v2', '-') }}, cast(0.162348 as double) from inputs
    union all
    select 'hi', {{ gap_bound('r1', 'v1', 'r2', 'v2', '+') }}, cast(0.337652 as double) from inputs
)

{{ expect_close('results') }}
