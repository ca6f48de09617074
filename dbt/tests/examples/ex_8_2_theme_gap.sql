-- EX-8.2: with the theme (P 2, D 14, n 20), without (43, 6, 80): gap −106.25 points; overall 25; impact −21.25.
with counts as (
    select 2 as p1, 14 as d1, 20 as n1, 43 as p2, 6 as d2, 80 as n2
),

measured as (
    select
        {{ nps_points('p1', 'd1', 'n1') }} - {{ nps_points('p2', 'd2', 'n2') }} as gap,
        {{ nps_points('p1 + p2', 'd1 + d2', 'n1 + n2') }} as overall,
        {{ driver_share('n1', 'n2') }} as share,
        {{ driver_impact('n1', 'n2', nps_points('p1', 'd1', 'n1') ~ ' - ' ~ nps_points('p2', 'd2', 'n2')) }} as impact,
        {{ nps_points('p2', 'd2', 'n2') }} as without_theme
    from counts
),

results as (
    select 'gap' as label, gap as actual, cast(-106.25 as double) as expected from measured
    union all
    select 'overall', overall, cast(25 as double) from measured
    union all
    select 'share', share, cast(0.2 as double) from measured
    union all
    select 'impact', impact, cast(-21.25 as double) from measured
    union all
    select 'what the score would be without it', overall - impact, without_theme from measured
)

{{ expect_close('results') }}
