-- metrics.md section 0: t quantiles, Wilson interval; section 10 R12: Hill's p-value against known quantiles.
with results as (
    select 'tq(10)' as label, {{ t_quantile('10') }} as actual, cast(2.225416 as double) as expected
    union all
    select 'tq(30)', {{ t_quantile('30') }}, cast(2.042176 as double)
    union all
    select 'tq floor', {{ t_quantile('2.918') }}, cast(3.064332 as double)
    union all
    select 'wilson lo', {{ wilson_lo('0.25', '1000') }}, cast(0.224153 as double)
    union all
    select 'wilson hi', {{ wilson_hi('0.25', '1000') }}, cast(0.277760 as double)
    union all
    select 'p of z 1.847310', {{ two_sided_p_value('1.847310') }}, cast(0.064702 as double)
    union all
    select 'p of t 2.228139, 10', {{ t_p_value('2.2281388519649385', '10') }}, cast(0.05 as double)
    union all
    select 'p of t 2.776445, 4', {{ t_p_value('2.7764451051977987', '4') }}, cast(0.05 as double)
)

{{ expect_close('results', 0.0000025) }}
