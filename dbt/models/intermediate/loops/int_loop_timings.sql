{{ config(meta={'parts': {
    'by': 'account_id',
    'of': ['int_loops'],
    'through': {'int_unit_mrr_segments': ['unit_id', {'int_loops': 'account_id'}]}
}}) }}
-- Loops on the clock (R35): SLA, time to action, and until when an open loop was watched. Outreach up to
-- five minutes before the response is 0 hours; an earlier one takes the loop off the clock.
with loops as (

    select * from {{ ref('int_loops') }}

),

segments as (

    select * from {{ ref('int_unit_mrr_segments') }}

),

-- days on which a unit's MRR falls to 0: ends before billing_as_of that no other segment covers
stops as (

    select distinct ended.unit_id, ended.ends_on as stopped_on
    from segments as ended
    inner join {{ ref('int_as_of_resolved') }} as as_of
        on ended.ends_on < cast(as_of.billing_as_of as date)
    left join segments as covering
        on ended.unit_id = covering.unit_id
        and covering.starts_on <= ended.ends_on
        and ended.ends_on < covering.ends_on
    where covering.unit_id is null

),

departures as (

    select loops.loop_id, min(stops.stopped_on) as stopped_on
    from loops
    inner join stops
        on loops.account_id = stops.unit_id
        and stops.stopped_on > cast(loops.opened_at as date)
    where loops.arr_usd > 0
    group by loops.loop_id

),

watched as (

    select
        loops.*,
        loop_as_of,
        case when loops.arr_tier = 'high' then {{ var('sla_hours_high') }} else {{ var('sla_hours_standard') }} end as sla_hours,
        least(loop_as_of, cast(departures.stopped_on as timestamp)) as watched_until,
        {{ seconds_between('loops.opened_at', 'loops.first_outreach_at') }} / 3600 as raw_hours
    from loops
    left join departures on loops.loop_id = departures.loop_id
    cross join {{ ref('int_as_of_resolved') }}

),

final as (

    select
        watched.*,
        -- greatest() alone would turn a missing outreach into 0 hours
        case when raw_hours is not null then greatest(raw_hours, 0) end as hours_to_action,
        coalesce(raw_hours >= -cast(5 as double) / 60, true) as is_on_clock,
        {{ add_hours('opened_at', 'sla_hours') }} <= loop_as_of as is_sla_elapsed,
        {{ add_hours('opened_at', 24 * var('closure_minimum_age_days')) }} <= loop_as_of as is_closure_due,
        coalesce(first_outreach_at <= watched_until, false) as is_contacted_while_watched,
        greatest({{ seconds_between('opened_at', 'least(watched_until, first_outreach_at)') }} / 3600, 0) as watched_hours
    from watched

)

select * from final
