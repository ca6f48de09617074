-- Baseline churn probability q of every row of an estimate: the segment fallback of R32. A window and
-- design without a single control has no q.
with groups as (

    select * from {{ ref('int_prevented_churn_groups') }}

),

fallback as (

    select * from {{ ref('int_baseline_churn_fallback') }}

),

final as (

    select
        groups.design,
        groups.window_start,
        groups.window_end,
        groups.moment_key,
        'segment_fallback' as q_method,
        fallback.shrunken_rate as q
    from groups
    inner join fallback
        on groups.design = fallback.design
        and groups.window_start = fallback.window_start
        and groups.window_end = fallback.window_end
        and concat(groups.arr_band, '|', groups.tenure_band) = fallback.segment

)

select * from final
