-- EX-3.4: PD 300,000, SE 90,000: 0.20 [0.125945, 0.485424]; with SE(C) = 6,000 [0.119527, 0.491842].
with program as (
    select
        cast(60000 as double) as cost, cast(300000 as double) as prevented,
        300000 - {{ z_value() }} * 90000 as prevented_lo, 300000 + {{ z_value() }} * 90000 as prevented_hi
), checks as (
    select 'ratio' as label, {{ cost_ratio('cost', 'prevented', 'prevented_lo') }} as actual, 0.20 as expected from program
    union all select 'fixed cost, lower end', {{ cost_ratio_lo('cost', 'prevented_hi') }}, 0.125945 from program
    union all select 'fixed cost, upper end', {{ cost_ratio_hi('cost', 'prevented_lo') }}, 0.485424 from program
    union all select 'Fieller, lower end', {{ fieller_bound('cost', '6000', 'prevented', '90000', z_value(), '-') }}, 0.119527 from program
    union all select 'Fieller, upper end', {{ fieller_bound('cost', '6000', 'prevented', '90000', z_value(), '+') }}, 0.491842 from program
)
{{ expect_close('checks') }}
