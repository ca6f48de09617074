-- Newcombe's example (1998, method 10): 56 of 70 against 48 of 80 is 0.2, 95% interval 0.0524 to 0.3339.
-- With symmetric intervals the rule is the z test: EX-2.7's gap of .25 with its interval.
with inputs as (

    select
        cast(0.8 as double) as r1, cast(70 as double) as n1,
        cast(0.6 as double) as r2, cast(80 as double) as n2

),

bounds as (

    select
        r1,
        r2,
        {{ wilson_lo('r1', 'n1') }} as lo1,
        {{ wilson_hi('r1', 'n1') }} as hi1,
        {{ wilson_lo('r2', 'n2') }} as lo2,
        {{ wilson_hi('r2', 'n2') }} as hi2
    from inputs

),

results as (

    select 'newcombe lo' as label, round({{ change_lo('r1', 'lo1', 'r2', 'hi2') }}, 4) as actual, cast(0.0524 as double) as expected from bounds
    union all
    select 'newcombe hi', round({{ change_hi('r1', 'hi1', 'r2', 'lo2') }}, 4), cast(0.3339 as double) from bounds
    union all
    select 'gap lo', {{ change_lo('0.95', '0.95 - 1.959963984540054 * 0.02', '0.7', '0.7 + 1.959963984540054 * 0.04') }}, cast(0.162348 as double)
    union all
    select 'gap hi', {{ change_hi('0.95', '0.95 + 1.959963984540054 * 0.02', '0.7', '0.7 - 1.959963984540054 * 0.04') }}, cast(0.337652 as double)

)

{{ expect_close('results') }}
