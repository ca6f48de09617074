-- A response that a 12-month window holds is counted in each window between its own month and the one
-- in which the person answers again; windows without any event keep the figures of the one before.
with responses as (
    select 1 as cell, 'a:A' as cluster_id, 'promoter' as nps_class, cast('2026-01-01' as date) as enters_on, cast('2026-05-01' as date) as leaves_on, 12 as lag_months
    union all
    select 1, 'a:A', 'detractor', cast('2026-05-01' as date), cast('2027-05-01' as date), 12
    union all
    select 1, 'a:B', 'passive', cast('2026-02-01' as date), cast('2027-02-01' as date), 12
),

sums as (select * from ({{ nps_cell_sums('responses', ['cell']) }}) as s),

results as (
    select 'stretches' as label, cast(count(*) as double) as actual, cast(5 as double) as expected from sums
    union all
    select 'january n', cast(n_responses as double), cast(1 as double) from sums where valid_from = cast('2026-01-01' as date)
    union all
    select 'february n', cast(n_responses as double), cast(2 as double) from sums where valid_from = cast('2026-02-01' as date)
    union all
    select 'may promoters', cast(promoters as double), cast(0 as double) from sums where valid_from = cast('2026-05-01' as date)
    union all
    select 'may detractors', cast(detractors as double), cast(1 as double) from sums where valid_from = cast('2026-05-01' as date)
    union all
    select 'january 2027, two accounts against one a year ago', cast(n_clusters_either as double), cast(2 as double) from sums where valid_from = cast('2027-01-01' as date)
    union all
    select 'february 2027, A alone against A and B', cast(n_clusters_either as double), cast(2 as double) from sums where valid_from = cast('2027-02-01' as date)
    union all
    select 'february 2027, A now −1, then +1', cast(cross_ss as double), cast(-1 as double) from sums where valid_from = cast('2027-02-01' as date)
)

{{ expect_close('results') }}
