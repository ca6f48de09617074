-- Latest usable figure of every survey and loop KPI, taken from its report and not computed again.
with as_of as (
    select cast(survey_as_of as date) as survey_as_of_date from {{ ref('int_as_of_resolved') }}
),

nps as (
    select
        'relationship_nps' as kpi,
        nps.nps as value,
        nps.nps_lo as lo,
        nps.nps_hi as hi,
        nps.n_responses as n,
        {{ quarter_label('nps.period_start') }} as period_label,
        'marts.nps_by_segment' as source_relation,
        nps.flag,
        nps.period_start as sort_date
    from {{ ref('nps_by_segment') }} as nps
    cross join as_of
    where
        nps.program = 'customer'
        and nps.survey_type = 'relationship'
        and nps.period_type = 'quarter'
        and nps.segment_dimension = 'all'
        -- a quarter that is still running is no headline
        and {{ add_months('nps.period_start', 3) }} <= as_of.survey_as_of_date
),

response_rates as (
    select
        concat('response_rate_', survey_type, '_email') as kpi,
        response_rate as value,
        response_rate_lo as lo,
        response_rate_hi as hi,
        delivered as n,
        substring(cast(month as {{ dbt.type_string() }}), 1, 7) as period_label,
        'marts.response_rates' as source_relation,
        case when delivered < {{ var('minimum_responses_overall') }} then 'insufficient' else 'ok' end as flag,
        month as sort_date
    from {{ ref('response_rates') }}
    where program = 'customer' and channel = 'email' and segment_dimension = 'all'
),

loops as (
    select * from {{ ref('loop_performance') }}
    where arr_tier = 'all' and owner_id = 'all'
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

unioned as (
    select * from nps
    union all
    select * from response_rates
    union all
    select * from loop_values
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
