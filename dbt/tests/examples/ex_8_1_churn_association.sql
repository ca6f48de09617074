-- EX-8.1: 30 of 100 detractors churned, 40 of 400 others.
with results as (
    select 'rd' as label, {{ ratio('30', '100') }} - {{ ratio('40', '400') }} as actual, cast(0.2 as double) as expected
    union all
    select 'rr', {{ relative_risk('30', '100', '40', '400') }}, cast(3.0 as double)
    union all
    select 'rr lo', {{ relative_risk('30', '100', '40', '400', '-') }}, cast(1.971923 as double)
    union all
    select 'rr hi', {{ relative_risk('30', '100', '40', '400', '+') }}, cast(4.564073 as double)
    union all
    select 'phi', {{ phi_coefficient('30', '100', '40', '400') }}, cast(0.230556 as double)
)

{{ expect_close('results') }}
