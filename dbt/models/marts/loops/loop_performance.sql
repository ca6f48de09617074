-- How fast and how surely loops are closed, by month of opening, ARR tier and owner with rollups `all`.
{%- set keys = ['month', 'arr_tier', 'owner_id'] %}
with loops as (

    select
        fct_loops.*,
        cast(date_trunc('month', opened_at) as date) as month,
        coalesce(owner_id, 'unknown') as known_owner_id
    from {{ ref('fct_loops') }} as fct_loops

),

rolled_up as (

    {%- for tier in ["'all'", 'arr_tier'] %}{% set outer = loop %}
    {%- for owner in ["'all'", 'known_owner_id'] %}
    select
        month, {{ tier }} as arr_tier, {{ owner }} as owner_id,
        is_on_clock, is_sla_elapsed, is_in_sla, is_closure_due, is_closed_with_action,
        hours_to_action, watched_hours, sla_hours, is_contacted_while_watched
    from loops
    {{ 'union all' if not (outer.last and loop.last) }}
    {%- endfor %}
    {%- endfor %}

),

on_clock as (

    select * from rolled_up
    where is_on_clock

),

curve as (

    {{ kaplan_meier('on_clock', keys, 'watched_hours', 'is_contacted_while_watched') }}

),

percentiles as (

    select
        {{ keys | join(', ') }},
        {{ survival_time(0.5) }} as median_hours_to_action,
        {{ survival_time(0.5, 'survival_lo') }} as median_lo_hours,
        {{ survival_time(0.5, 'survival_hi') }} as median_hi_hours,
        {{ survival_time(0.9) }} as p90_hours_to_action
    from curve
    group by {{ keys | join(', ') }}

),

rates as (

    select
        {{ keys | join(', ') }},
        cast(count(*) as bigint) as loops,
        cast(count(case when is_on_clock and is_sla_elapsed then 1 end) as bigint) as sla_elapsed,
        {{ in_sla_rate('(is_on_clock and is_sla_elapsed)', 'hours_to_action', 'sla_hours') }} as in_sla_rate,
        cast(count(case when is_closure_due then 1 end) as bigint) as closure_due,
        {{ ratio('count(case when is_closure_due and is_closed_with_action then 1 end)', 'count(case when is_closure_due then 1 end)') }} as closure_rate
    from rolled_up
    group by {{ keys | join(', ') }}

),

final as (

    select
        -- attributes
        rates.arr_tier,
        rates.owner_id,
        case when rates.loops < {{ var('minimum_responses_segment') }} then 'insufficient' else 'ok' end as flag,

        -- numbers
        rates.loops,
        rates.sla_elapsed,
        rates.in_sla_rate,
        {{ wilson_lo('rates.in_sla_rate', 'rates.sla_elapsed') }} as in_sla_lo,
        {{ wilson_hi('rates.in_sla_rate', 'rates.sla_elapsed') }} as in_sla_hi,
        rates.closure_due,
        rates.closure_rate,
        {{ wilson_lo('rates.closure_rate', 'rates.closure_due') }} as closure_lo,
        {{ wilson_hi('rates.closure_rate', 'rates.closure_due') }} as closure_hi,
        percentiles.median_hours_to_action,
        percentiles.median_lo_hours,
        percentiles.median_hi_hours,
        percentiles.p90_hours_to_action,

        -- times
        rates.month
    from rates
    left join percentiles
        on rates.month = percentiles.month
        and rates.arr_tier = percentiles.arr_tier
        and rates.owner_id = percentiles.owner_id

)

select * from final
