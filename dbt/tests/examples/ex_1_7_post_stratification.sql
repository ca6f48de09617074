-- EX-1.7: frame 800/150/50; responses (P, D, n) (16, 12, 40), (15, 6, 30), (21, 3, 30).
with strata as (
    select 1 as cell, 800 as frame_count, 40 as n_responses, 16 as promoters, 12 as detractors, cast(1 as double) as deff
    union all
    select 1, 150, 30, 15, 6, cast(1 as double)
    union all
    select 1, 50, 30, 21, 3, cast(1 as double)
),

unweighted as (
    select {{ ratio('100 * (sum(promoters) - sum(detractors))', 'sum(n_responses)') }} as nps from strata
),

weighted as (select * from ({{ nps_weighted_measures('strata', ['cell']) }}) as w),

results as (
    select 'unweighted' as label, nps as actual, cast(31 as double) as expected from unweighted
    union all
    select 'weighted', nps_weighted, cast(15.5 as double) from weighted
    union all
    select 'variance', weighted_variance, cast(0.011834 as double) from weighted
    union all
    select 'se', 100 * sqrt(weighted_variance), cast(10.878549 as double) from weighted
    union all
    select 'kish n', kish_n, cast(59.405941 as double) from weighted
    union all
    select 'n effective', n_effective_weighted, cast(57.542561 as double) from weighted
    union all
    select 'lo', nps_weighted_lo, cast(-5.934702 as double) from weighted
    union all
    select 'hi', nps_weighted_hi, cast(35.398592 as double) from weighted
)

{{ expect_close('results') }}
