-- How long detractors wait for the first outreach: the Kaplan-Meier curve of open loops, those still open censored
-- (section 4, R35). Read off at whole hours up to seven days and at whole days after, where it is exact.
{%- set keys = ['period_type', 'arr_tier'] %}
with loops as (

    select
        fct_loops.*,
        loop_as_of,
        min(cast(opened_at as date)) over () as first_date,
        {{ add_days('loop_as_of', -1) }} as last_date
    from {{ ref('fct_loops') }} as fct_loops
    cross join {{ ref('int_as_of_resolved') }}

),

periods as (

    select distinct 'all' as period_type, first_date as period_start, last_date as period_end from loops
    union all
    select distinct 'last_12_months', {{ add_days(add_months('last_date', -12), 1) }}, last_date from loops

),

on_clock as (

    {%- for tier in ["'all'", 'loops.arr_tier'] %}
    select periods.period_type, {{ tier }} as arr_tier, loops.watched_hours, loops.is_contacted_while_watched
    from loops
    inner join periods on cast(loops.opened_at as date) >= periods.period_start
    where loops.is_on_clock
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

curve as (

    {{ kaplan_meier('on_clock', keys, 'watched_hours', 'is_contacted_while_watched') }}

),

placed as (

    select
        *,
        case when hours <= 168 then ceil(hours) else 24 * ceil(hours / 24) end as shown_hours
    from curve

),

ranked as (

    select
        *,
        max(at_risk) over (partition by {{ keys | join(', ') }}, shown_hours) as first_at_risk,
        cast(sum(events) over (partition by {{ keys | join(', ') }}, shown_hours) as bigint) as shown_events,
        row_number() over (partition by {{ keys | join(', ') }}, shown_hours order by hours desc nulls last) as place
    from placed

),

totals as (

    select {{ keys | join(', ') }}, count(*) as loops
    from on_clock
    group by {{ keys | join(', ') }}

),

points as (

    select {{ keys | join(', ') }}, shown_hours as hours, first_at_risk as at_risk, shown_events as contacted, survival, survival_lo, survival_hi
    from ranked
    where place = 1
    union all
    -- every curve starts at 1, unless somebody was called at once
    select {{ listed(keys, 'totals') }}, 0, totals.loops, 0, 1, cast(null as double), cast(null as double)
    from totals
    left join ranked
        on totals.period_type = ranked.period_type and totals.arr_tier = ranked.arr_tier and ranked.shown_hours = 0
    where ranked.hours is null

),

final as (

    select
        -- grain
        points.period_type,
        points.arr_tier,
        cast(points.hours as double) as hours,

        -- attributes
        {{ day_range_label('periods.period_start', 'periods.period_end') }} as period_label,
        case when totals.loops < {{ var('minimum_responses_segment') }} then 'insufficient' else 'ok' end as flag,

        -- numbers
        cast(totals.loops as bigint) as loops,
        cast(points.at_risk as bigint) as at_risk,
        cast(points.contacted as bigint) as contacted,
        cast(points.survival as double) as survival,
        points.survival_lo,
        points.survival_hi,

        -- times
        periods.period_start as period_start_date,
        periods.period_end as period_end_date
    from points
    inner join totals on points.period_type = totals.period_type and points.arr_tier = totals.arr_tier
    inner join periods on points.period_type = periods.period_type

)

select * from final
