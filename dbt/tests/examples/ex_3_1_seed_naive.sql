-- EX-3.1: the articles' (GRR_T − GRR_C)·ARR_T, and their cost per dollar.
with checks as (
    select 'naive prevented' as label, {{ seed_naive_prevented('0.85', '0.70', '2000000') }} as actual, 300000 as expected
    union all
    select 'cost per dollar', {{ ratio('60000', seed_naive_prevented('0.85', '0.70', '2000000')) }}, 0.20
)
{{ expect_close('checks') }}
