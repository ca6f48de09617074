-- Baseline churn of controls per window and design over ARR band × tenure band, shrunken towards the
-- controls' pooled rate (R32, section 6). Churn event: at least half of the landmark ARR lost.
with rows_by_segment as (

    select
        design, window_start, window_end,
        concat(arr_band, '|', tenure_band) as segment,
        cast(count(case when not is_treated then 1 end) as bigint) as n,
        cast(count(case when not is_treated and is_churn_event then 1 end) as bigint) as x
    from {{ ref('int_prevented_churn_groups') }}
    group by design, window_start, window_end, concat(arr_band, '|', tenure_band)

),

final as (

    {{ shrunken_rates('rows_by_segment', ['design', 'window_start', 'window_end'], 'segment') }}

)

select * from final
