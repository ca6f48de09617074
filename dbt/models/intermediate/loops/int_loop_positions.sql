-- Per person, detractor responses in time order, and for each one the response that would open the
-- next loop if this one opened a loop: the first at or after the lapse, or at or after the earliest
-- closure by a member before it. The suffix minimum is exact: a response past that closure cannot
-- come before the first response past it.
with responses as (

    select responses.*
    from {{ ref('int_detractor_responses') }} as responses
    cross join {{ ref('int_as_of_resolved') }}
    where responses.responded_at < loop_as_of

),

closures as (

    select response_key, min(completed_at) as completed_at
    from {{ ref('int_loop_tasks') }}
    group by response_key

),

ordered as (

    select
        responses.response_key,
        responses.person_key,
        responses.responded_at,
        closures.completed_at,
        {{ add_seconds('responses.responded_at', 86400 * var('loop_lapse_days')) }} as lapses_at,
        row_number() over (
            partition by responses.person_key
            order by responses.responded_at nulls last, responses.response_key
        ) as position
    from responses
    left join closures
        on responses.response_key = closures.response_key

),

followers as (

    select
        ordered.person_key,
        ordered.position,
        min(case when later.responded_at >= ordered.lapses_at then later.position end) as first_after_lapse,
        min(case when later.responded_at >= ordered.completed_at then later.position end) as first_after_closure
    from ordered
    inner join ordered as later
        on ordered.person_key = later.person_key and ordered.position < later.position
    group by ordered.person_key, ordered.position

),

final as (

    select
        ordered.response_key,
        ordered.person_key,
        ordered.responded_at,
        ordered.position,
        -- least() passes over NULLs on both engines
        least(followers.first_after_lapse, min(followers.first_after_closure) over later_closures) as next_position
    from ordered
    left join followers
        on ordered.person_key = followers.person_key and ordered.position = followers.position
    window later_closures as (
        partition by ordered.person_key order by ordered.position
        rows between current row and unbounded following
    )

)

select * from final
