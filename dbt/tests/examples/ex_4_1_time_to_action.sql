-- EX-4.1: hours 2, 5, 5, 8+, 20, 30+, 40, 70+ (+ open).
with loops as (
    {%- for hours, contacted in [(2, 'true'), (5, 'true'), (5, 'true'), (8, 'false'), (20, 'true'), (30, 'false'), (40, 'true'), (70, 'false')] %}
    select 1 as month_id, cast({{ hours }} as double) as hours_observed, {{ contacted }} as is_contacted {{ 'union all' if not loop.last }}
    {%- endfor %}
), curve as (
    {{ kaplan_meier('loops', ['month_id'], 'hours_observed', 'is_contacted') }}
), checks as (
    select 'S(5)' as label, min(case when hours <= 5 then survival end) as actual, 0.625 as expected from curve
    union all select 'SE of S(5)', max(case when hours = 5 then survival_se end), 0.171163 from curve
    union all select 'S(24)', min(case when hours <= 24 then survival end), 0.468750 from curve
    union all select 'S(40)', min(case when hours <= 40 then survival end), 0.234375 from curve
    union all select 'median', {{ survival_time(0.5) }}, 20 from curve
    union all select 'p90 not reached', case when {{ survival_time(0.9) }} is null then 1 else 0 end, 1 from curve
    -- Brookmeyer–Crowley: the log-log band reaches ½ below at the first event and never above
    union all select 'median lower end', {{ survival_time(0.5, 'survival_lo') }}, 2 from curve
    union all select 'median upper end not reached', case when {{ survival_time(0.5, 'survival_hi') }} is null then 1 else 0 end, 1 from curve
)
{{ expect_close('checks') }}
