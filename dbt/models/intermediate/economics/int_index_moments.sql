-- Each index with its landmark, once for the landmark designs and once for the holdout, whose landmark
-- is the index itself (landmark_days 0). Dates are UTC; ARR is looked up on them.
with indexes as (

    select * from {{ ref('int_index_responses') }}

),

landmarks as (

    select {{ var('landmark_days') }} as landmark_days
    union
    select 0 as landmark_days

),

moments as (

    select
        indexes.*,
        cast(landmarks.landmark_days as bigint) as landmark_days,
        {{ add_seconds('indexes.index_at', 'cast(86400 * landmarks.landmark_days as bigint)') }} as landmark_at,
        {{ add_days('indexes.index_date', 'landmarks.landmark_days') }} as landmark_date,
        {{ add_months_keeping_month_end('indexes.index_date', -var('placebo_months', 6)) }} as placebo_date
    from indexes
    cross join landmarks

),

followed as (

    select
        *,
        {{ add_months_keeping_month_end('landmark_date', var('prevented_churn_horizon_months')) }} as follow_up_date
    from moments

),

final as (

    select
        concat(followed.index_response_key, '|', cast(followed.landmark_days as {{ dbt.type_string() }})) as moment_key,
        followed.*,
        {{ add_days('followed.follow_up_date', var('grace_days')) }} <= cast(economics_as_of as date) as is_mature
    from followed
    cross join {{ ref('int_as_of_resolved') }}

)

select * from final
