-- EX-1.4: A(+1,+1,+1) B(−1,−1) C(+1) D(0) E(+1,−1): answers of one account are alike.
with answers as (
    select 'A' as account, 'promoter' as nps_class
    union all select 'A', 'promoter'
    union all select 'A', 'promoter'
    union all select 'B', 'detractor'
    union all select 'B', 'detractor'
    union all select 'C', 'promoter'
    union all select 'D', 'passive'
    union all select 'E', 'promoter'
    union all select 'E', 'detractor'
),

responses as (
    select
        1 as cell,
        {{ nps_cluster_id('account', "'none'") }} as cluster_id,
        nps_class,
        cast('2026-01-01' as date) as enters_on,
        cast('2026-02-01' as date) as leaves_on,
        1 as lag_months
    from answers
),

sums as (select * from ({{ nps_cell_sums('responses', ['cell']) }}) as s),

cells as (select * from ({{ nps_measures('sums') }}) as m),

results as (
    select 'nps' as label, nps as actual, cast(22.222222 as double) as expected from cells
    union all
    select 'v srs', v_srs, cast(0.093278 as double) from cells
    union all
    select 'v c', v_c, cast(0.189377 as double) from cells
    union all
    select 'deff', deff, cast(2.030229 as double) from cells
    union all
    select 'n effective', n_effective, cast(4.432998 as double) from cells
    union all
    select 'lo', nps_lo, cast(-47.508027 as double) from cells
    union all
    select 'hi', nps_hi, cast(74.014442 as double) from cells
    union all
    select 'accounts', cast(n_accounts as double), cast(5 as double) from cells
)

{{ expect_close('results') }}
