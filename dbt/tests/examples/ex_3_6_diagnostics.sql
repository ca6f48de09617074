-- The worked numbers of section 3 (iii): standardised difference and E-values.
with checks as (
    select 'standardised difference' as label, {{ standardised_difference('0.45', 'pow(0.12, 2)', '0.38', 'pow(0.10, 2)') }} as actual, 0.633750 as expected
    union all select 'E-value of .28/.40', {{ e_value(ratio('0.28', '0.40')) }}, 2.211032
    union all select 'E-value of its inverse', {{ e_value(ratio('0.40', '0.28')) }}, 2.211032
    union all select 'E-value of the limit .92', {{ e_value_of_interval('cast(0.53 as double)', 'cast(0.92 as double)') }}, 1.394394
    union all select 'E-value when 1 is inside', {{ e_value_of_interval('cast(0.53 as double)', 'cast(1.20 as double)') }}, 1
    union all select 'loss ratio', {{ loss_ratio('28', '12') }}, 0.70
    union all
    select 'tipping point', {{ ratio('160', '1400') }}, 0.114286
)
{{ expect_close('checks') }}
