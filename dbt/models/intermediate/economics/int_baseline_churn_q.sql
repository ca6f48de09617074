-- Baseline churn probability q of every row of an estimate (R32): the ridge model's where it has one
-- and the var baseline_q_source admits it, else the segment fallback. Without a single control: NULL.
{%- set is_ridge_read = var('baseline_q_source', 'segment_fallback') == 'ridge_logistic' %}
with groups as (

    select * from {{ ref('int_prevented_churn_groups') }}

),

fallback as (

    select * from {{ ref('int_baseline_churn_fallback') }}

),

ridge as (

    {% if is_ridge_read -%}
    select design, window_start, window_end, moment_key, q from {{ source('derived', 'baseline_churn_q') }}
    {%- else -%}
    select design, window_start, window_end, moment_key, cast(null as double) as q from groups
    where false
    {%- endif %}

),

final as (

    select
        groups.design,
        groups.window_start,
        groups.window_end,
        groups.moment_key,
        case when ridge.q is not null then 'ridge_logistic' else 'segment_fallback' end as q_method,
        coalesce(ridge.q, fallback.shrunken_rate) as q
    from groups
    inner join fallback
        on groups.design = fallback.design
        and groups.window_start = fallback.window_start
        and groups.window_end = fallback.window_end
        and concat(groups.arr_band, '|', groups.tenure_band) = fallback.segment
    left join ridge
        on groups.design = ridge.design
        and groups.window_start = ridge.window_start
        and groups.window_end = ridge.window_end
        and groups.moment_key = ridge.moment_key

)

select * from final
