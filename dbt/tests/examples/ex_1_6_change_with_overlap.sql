-- EX-1.6: period 1 A=1, B=0, C=−1, D=1; period 2 A=1, B=1, C=−1, E=0. Respondents overlap.
with answers as (
    select 'A' as account, 'promoter' as nps_class, cast('2026-01-01' as date) as enters_on
    union all select 'B', 'passive', cast('2026-01-01' as date)
    union all select 'C', 'detractor', cast('2026-01-01' as date)
    union all select 'D', 'promoter', cast('2026-01-01' as date)
    union all select 'A', 'promoter', cast('2026-02-01' as date)
    union all select 'B', 'promoter', cast('2026-02-01' as date)
    union all select 'C', 'detractor', cast('2026-02-01' as date)
    union all select 'E', 'passive', cast('2026-02-01' as date)
),

responses as (
    select
        1 as cell,
        {{ nps_cluster_id('account', "'none'") }} as cluster_id,
        nps_class,
        enters_on,
        {{ add_months('enters_on', 1) }} as leaves_on,
        1 as lag_months
    from answers
),

sums as (select * from ({{ nps_cell_sums('responses', ['cell']) }}) as s),

paired as (
    select
        later.*,
        earlier.n_responses as past_n_responses,
        earlier.promoters as past_promoters,
        earlier.detractors as past_detractors,
        earlier.sum_ss as past_sum_ss,
        earlier.sum_sn as past_sum_sn,
        earlier.sum_nn as past_sum_nn
    from sums as later
    inner join sums as earlier
        on later.cell = earlier.cell and earlier.valid_from = {{ add_months('later.valid_from', -1) }}
),

changes as (select * from ({{ nps_changes('paired') }}) as c),

results as (
    select 'periods compared' as label, cast(count(*) as double) as actual, cast(1 as double) as expected from changes
    union all
    select 'difference', change, cast(0 as double) from changes
    union all
    select 'variance', change_variance, cast(0.126953 as double) from changes
    union all
    select 'se', sqrt(change_variance), cast(0.356305 as double) from changes
    union all
    select 'p of no difference', change_p_value, cast(1 as double) from changes
)

{{ expect_close('results') }}
