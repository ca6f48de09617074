-- EX-3.5: SE 200,000: not demonstrated; only the lower bound 0.086706 is published.
with program as (
    select
        cast(60000 as double) as cost, cast(300000 as double) as prevented,
        300000 - {{ z_value() }} * 200000 as prevented_lo, 300000 + {{ z_value() }} * 200000 as prevented_hi
), checks as (
    select 'lower bound' as label, {{ cost_ratio_lo('cost', 'prevented_hi') }} as actual, 0.086706 as expected from program
    union all
    select 'no ratio', case when {{ cost_ratio('cost', 'prevented', 'prevented_lo') }} is null then 1 else 0 end, 1 from program
    union all
    select 'no upper end', case when {{ cost_ratio_hi('cost', 'prevented_lo') }} is null then 1 else 0 end, 1 from program
    union all
    select 'no Fieller interval', case when {{ fieller_bound('cost', '6000', 'prevented', '200000', z_value(), '+') }} is null then 1 else 0 end, 1 from program
    union all
    select 'no lower bound when PD_hi <= 0', case when {{ cost_ratio_lo('cost', '-1') }} is null then 1 else 0 end, 1 from program
)
{{ expect_close('checks') }}
