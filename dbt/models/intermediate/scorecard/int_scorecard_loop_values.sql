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

teams as (
    select distinct
        coalesce(team, owner_id) as team,
        owner_id
    from {{ ref('stg_program__routing') }}
    where coalesce(team, owner_id) is not null
),

last_quarter as (
    select cast({{ add_months(period_start('quarter', 'loop_as_of_date'), -3) }} as date) as quarter
    from as_of
    where loop_as_of_date is not null
),

closed as (
    select distinct
        owner_id,
        {{ period_start('quarter', 'action_documented_at') }} as quarter
    from {{ ref('fct_loops') }}
    where action_documented_at is not null
),

-- a count over every named team has no sampling error
engagement as (
    select
        'teams_engaged' as kpi,
        {{ ratio('count(distinct case when closed.owner_id is not null then teams.team end)', 'count(distinct teams.team)') }} as value,
        cast(null as double) as lo,
        cast(null as double) as hi,
        count(distinct teams.team) as n,
        max({{ quarter_label('last_quarter.quarter') }}) as period_label,
        'marts.fct_loops' as source_relation,
        'ok' as flag,
        max(last_quarter.quarter) as sort_date
    from teams
    cross join last_quarter
    left join closed
        on teams.owner_id = closed.owner_id and last_quarter.quarter = closed.quarter
    having count(*) > 0
),

unioned as (
    select * from loop_values
    union all
    select * from engagement
),

ranked as (
    select
        *,
        row_number() over (partition by kpi order by sort_date desc nulls last) as recency
    from unioned
),

final as (
    select kpi, value, lo, hi, cast(n as bigint) as n, period_label, source_relation, flag
    from ranked
    where recency = 1
)

select * from final
