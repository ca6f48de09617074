-- Rows of every estimate with q, its tercile and the stratum that the cascade fixed; NULL stratum:
-- off support.
{%- set keys = ['design', 'window_start', 'window_end'] %}
with scored as (

    select groups.*, baseline.q, baseline.q_method
    from {{ ref('int_prevented_churn_groups') }} as groups
    inner join {{ ref('int_baseline_churn_q') }} as baseline
        on groups.design = baseline.design
        and groups.window_start = baseline.window_start
        and groups.window_end = baseline.window_end
        and groups.moment_key = baseline.moment_key

),

terciles as (

    {{ q_terciles('scored', keys, 'moment_key') }}

),

binned as (

    select scored.*, terciles.q_tercile
    from scored
    inner join terciles
        on scored.design = terciles.design
        and scored.window_start = terciles.window_start
        and scored.window_end = terciles.window_end
        and scored.moment_key = terciles.moment_key

),

strata as (

    {{ assign_strata('binned', keys, 'moment_key') }}

),

final as (

    select binned.*, strata.stratum_level, strata.stratum_key
    from binned
    inner join strata
        on binned.design = strata.design
        and binned.window_start = strata.window_start
        and binned.window_end = strata.window_end
        and binned.moment_key = strata.moment_key

)

select * from final
