-- d = r: the curve ends at exactly 0 without a logarithm of 0, its variance is unknown.
with loops as (
    select 1 as month_id, cast(3 as double) as hours_observed, true as is_contacted
    union all select 1, cast(7 as double), true
), curve as (
    {{ kaplan_meier('loops', ['month_id'], 'hours_observed', 'is_contacted') }}
), checks as (
    select 'S(7)' as label, min(survival) as actual, 0 as expected from curve
    union all select 'median', {{ survival_time(0.5) }}, 3 from curve
    union all select 'p90', {{ survival_time(0.9) }}, 7 from curve
    union all select 'no standard error at the end', case when max(case when hours = 7 then survival_se end) is null then 1 else 0 end, 1 from curve
)
{{ expect_close('checks') }}
