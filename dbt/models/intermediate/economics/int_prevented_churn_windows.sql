-- Windows of index dates per design (R31): each calendar year whose last day is mature, and `all`, from
-- the first index month through the last month whose last day is mature. Both ends inclusive.
with designs as (

    select 'landmark' as design, {{ var('landmark_days') }} as landmark_days
    union all
    select 'pre_program' as design, {{ var('landmark_days') }} as landmark_days
    union all
    select 'holdout' as design, 0 as landmark_days

),

span as (

    select
        cast(date_trunc('month', min(indexes.index_date)) as date) as first_month,
        cast(max(economics_as_of) as date) as as_of_date
    from {{ ref('int_index_responses') }} as indexes
    cross join {{ ref('int_as_of_resolved') }}

),

month_ends as (

    {{ month_end_spine('(select first_month from span)', '(select as_of_date from span)') }}

),

landmarks as (

    select
        designs.design,
        designs.landmark_days,
        month_ends.month_end_date,
        {{ add_days('month_ends.month_end_date', 'designs.landmark_days') }} as landmark_date
    from designs
    cross join month_ends

),

mature as (

    select
        landmarks.design,
        landmarks.landmark_days,
        span.first_month,
        landmarks.month_end_date
    from landmarks
    cross join span
    where {{ add_days('(' ~ add_months_keeping_month_end('landmarks.landmark_date', var('prevented_churn_horizon_months')) ~ ')', var('grace_days')) }} <= span.as_of_date

),

candidates as (

    select design, landmark_days, cast(date_trunc('year', month_end_date) as date) as window_start, month_end_date as window_end, false as is_all
    from mature
    where extract(month from month_end_date) = 12

    union all

    select design, landmark_days, min(first_month) as window_start, max(month_end_date) as window_end, true as is_all
    from mature
    group by design, landmark_days

),

final as (

    select
        design,
        window_start,
        window_end,
        cast(landmark_days as bigint) as landmark_days,
        bool_or(is_all) as is_all
    from candidates
    group by design, window_start, window_end, landmark_days

)

select * from final
