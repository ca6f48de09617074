-- EX-5.2: account NPS 40, 25, 30, 5 in four quarters: slope −10, last less previous −25. Fewer than three quarters: none.
with quarters as (
    select 'A' as account_id, 8100 as quarter_index, cast(40 as double) as account_nps
    union all select 'A', 8101, 25
    union all select 'A', 8102, 30
    union all select 'A', 8103, 5
    -- a fifth quarter long before lies outside the last four
    union all select 'A', 8090, 100
),

slopes as (select * from ({{ account_nps_slopes('quarters', ['account_id']) }}) as s),

results as (
    select 'slope' as label, nps_slope as actual, cast(-10 as double) as expected from slopes where quarter_index = 8103
    union all
    select 'last less previous', nps_change_points, cast(-25 as double) from slopes where quarter_index = 8103
    union all
    select 'two quarters have no slope', case when nps_slope is null then cast(1 as double) else 0 end, cast(1 as double)
    from slopes where quarter_index = 8101
    union all
    select 'three quarters have one', nps_slope, cast(-5 as double) from slopes where quarter_index = 8102
)

{{ expect_close('results') }}
