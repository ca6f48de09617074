-- EX-7.1: 160 of 800, 60 of 150, 30 of 50 answered.
with strata as (
    select 1 as cell, 800 as frame_count, 160 as answered_count
    union all
    select 1, 150, 60
    union all
    select 1, 50, 30
),

measured as (select * from ({{ r_indicator_measures('strata', ['cell']) }}) as m),

results as (
    select 'mean propensity' as label, mean_propensity as actual, cast(0.25 as double) as expected from measured
    union all
    select 'variance', propensity_variance, cast(0.011512 as double) from measured
    union all
    select 'r indicator', r_indicator, cast(0.785417 as double) from measured
    union all
    select 'relative deviation', relative_deviation, cast(0.429167 as double) from measured
)

{{ expect_close('results') }}
