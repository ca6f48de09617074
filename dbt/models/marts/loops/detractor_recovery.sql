-- Do detractors come back? By quarter of opening and over all quarters, segment and theme (section 4, R36).
{%- set keys = ['period_type', 'quarter', 'segment_dimension', 'segment_value', 'theme'] %}
{%- set counts = ['loops', 'loops_mature', 'resurveyed', 'recovered', 'contacted', 'contacted_recovered'] %}
with loops as (

    select * from {{ ref('int_loop_recoveries') }}

),

themed as (

    select loops.*, 'all' as theme from loops
    union all
    select loops.*, themes.theme
    from loops
    inner join {{ ref('int_loop_themes') }} as themes on loops.loop_id = themes.loop_id

),

quarters as (

    {%- for dimension in recovery_dimensions() %}
    {%- set value = 'everyone' if dimension == 'all' else dimension %}
    select
        'quarter' as period_type, quarter, '{{ dimension }}' as segment_dimension, {{ value }} as segment_value, theme,
        cast(count(*) as bigint) as loops,
        cast(count(*) filter (where is_mature) as bigint) as loops_mature,
        cast(count(*) filter (where is_mature and is_resurveyed) as bigint) as resurveyed,
        cast(count(*) filter (where is_mature and is_recovered) as bigint) as recovered,
        cast(count(*) filter (where is_mature and is_contacted_before) as bigint) as contacted,
        cast(count(*) filter (where is_mature and is_contacted_before and is_recovered) as bigint) as contacted_recovered
    from themed
    group by quarter, {{ value }}, theme
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

cells as (

    select {{ keys | join(', ') }}, {{ counts | join(', ') }} from quarters
    union all
    select
        'all', beginning.quarter, segment_dimension, segment_value, theme,
        {%- for count in counts %} cast(sum({{ count }}) as bigint){{ ',' if not loop.last }}{% endfor %}
    from quarters
    cross join (select min(quarter) as quarter from loops) as beginning
    group by beginning.quarter, segment_dimension, segment_value, theme

),

flagged as (

    select
        {{ keys | join(', ') }},
        {%- for count in counts %}
        {{ count }},
        {%- endfor %}
        -- a quarter is published once its last day's loops are mature (as R31); all quarters pool what is mature
        period_type = 'all' or {{ add_hours('cast(' ~ add_months('quarter', 3) ~ ' as timestamp)', 24 * var('recovery_window_days')) }} <= loop_as_of as is_mature_period,
        case when segment_dimension = 'all' and theme = 'all' then {{ var('minimum_responses_overall') }} else {{ var('minimum_responses_segment') }} end as minimum
    from cells
    cross join {{ ref('int_as_of_resolved') }}

),

shown as (

    select
        *,
        case
            when not is_mature_period or loops_mature = 0 then 'immature'
            when resurveyed < {{ var('suppression_threshold') }} then 'suppressed'
            when resurveyed < minimum then 'insufficient'
            else 'ok'
        end as flag,
        least(contacted, resurveyed - contacted) >= {{ var('suppression_threshold') }} as is_contrast_shown
    from flagged

),

final as (

    select
        -- grain
        {{ keys | join(', ') }},

        -- attributes
        flag,

        -- numbers
        {{ recovery_measures() }}
    from shown

)

select * from final
