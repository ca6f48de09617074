-- Every detractor response before as_of is in exactly one loop.
with responses as (
    select responses.response_key
    from {{ ref('int_detractor_responses') }} as responses
    cross join {{ ref('int_as_of_resolved') }}
    where responses.responded_at < loop_as_of
), counted as (
    select responses.response_key, count(members.loop_id) as loop_count
    from responses
    left join {{ ref('int_loop_members') }} as members on responses.response_key = members.response_key
    group by responses.response_key
)
select * from counted where loop_count <> 1
