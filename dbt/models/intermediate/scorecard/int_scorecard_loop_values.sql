-- Latest usable figure of every loop KPI, taken from its report and not computed again.
with as_of as (
    select cast(loop_as_of as date) as loop_as_of_date from {{ ref('int_as_of_resolved') }}
),

loops as (
    select performance.*
    from {{ ref('loop_performance') }} as performance
    cross join as_of
    where
        performance.arr_tier = 'all'
        and performance.owner_id = 'all'
        -- a month that is still running is no headline
        and {{ add_days('last_day(performance.month)', 1) }} <= as_of.loop_as_of_date
),

loop_values as (
    {% for kpi, value, lo, hi in [
        ('loop_closure_rate', 'closure_rate', 'closure_lo', 'closure_hi'),
        ('in_sla_rate', 'in_sla_rate', 'in_sla_lo', 'in_sla_hi'),
        ('median_hours_to_action', 'median_hours_to_action', 'median_lo_hours', 'median_hi_hours'),
    ] %}
    select
        '{{ kpi }}' as kpi,
        {{ value }} as value,
        {{ lo }} as lo,
        {{ hi }} as hi,
        loops as n,
        substring(cast(month as {{ dbt.type_string() }}), 1, 7) as period_label,
        'marts.loop_performance' as source_relation,
        flag,
        month as sort_date
    from loops
    where {{ value }} is not null
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

recovery as (
    select * from {{ ref('detractor_recovery') }}
    -- an immature quarter is no headline: whoever has not had the time to answer again is missing from it
    where segment_dimension = 'all' and theme = 'all' and flag <> 'immature'
),

recovery_values as (
    {% for kpi, measure, n, period_type in [
        ('detractor_recovery_observed', 'recovery_observed', 'resurveyed', 'quarter'),
        ('detractor_recovery_all', 'recovery_all', 'loops_mature', 'quarter'),
        ('contacted_minus_uncontacted', 'contacted_minus_uncontacted', 'contacted + uncontacted', 'all'),
    ] %}
    select
        '{{ kpi }}' as kpi,
        {{ measure }} as value,
        {{ measure }}_lo as lo,
        {{ measure }}_hi as hi,
        {{ n }} as n,
        {% if period_type == 'quarter' %}{{ quarter_label('quarter') }}{% else %}concat('all since ', {{ quarter_label('quarter') }}){% endif %} as period_label,
        'marts.detractor_recovery' as source_relation,
        flag,
        quarter as sort_date
    from recovery
    where period_type = '{{ period_type }}'
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

unioned as (
    select * from loop_values
    union all
    select * from recovery_values
),

final as (
    {{ latest_of_each_kpi('unioned') }}
)

select * from final
