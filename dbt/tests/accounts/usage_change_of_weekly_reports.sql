-- The same use, reported daily or weekly, is no change: five weekly reports against four are not a quarter more.
with windows as (
    select 'daily' as label, 300 as recent, 300 as earlier, 30 as recent_days, 30 as earlier_days, cast(0 as double) as expected
    union all select 'weekly', 350, 280, 5, 4, 0
    union all select 'halved', 149, 299, 30, 30, -ln(cast(2 as double))
),

results as (
    select label, {{ usage_change('recent', 'earlier', 'recent_days', 'earlier_days') }} as actual, expected from windows
)

{{ expect_close('results') }}
