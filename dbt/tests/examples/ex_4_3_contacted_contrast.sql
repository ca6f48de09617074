-- EX-4.3: 9/20 contacted against 3/15 not contacted.
with checks as (
    select 'raw difference' as label, {{ ratio('9', '20') }} - {{ ratio('3', '15') }} as actual, 0.25 as expected
    union all select 'adjusted', {{ adjusted_difference('9', '20', '3', '15') }}, 0.219251
    union all select 'standard error', {{ adjusted_difference_se('9', '20', '3', '15') }}, 0.147831
    union all
    select 'lower end', {{ adjusted_difference('9', '20', '3', '15') }} - {{ z_value() }} * {{ adjusted_difference_se('9', '20', '3', '15') }}, -0.070491
    union all
    select 'upper end', {{ adjusted_difference('9', '20', '3', '15') }} + {{ z_value() }} * {{ adjusted_difference_se('9', '20', '3', '15') }}, 0.508994
)
{{ expect_close('checks') }}
