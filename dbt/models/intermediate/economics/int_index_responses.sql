-- Index responses (R30): an account's detractor response with no index in the 12 months before it, and
-- what became of the loop that contains it. Exact for the first 2^greedy_passes indexes of an account.
with positions as (

    select * from {{ ref('int_detractor_positions') }}

),

links as (

    {{ greedy_links('positions', 'account_id', var('greedy_passes', 9)) }}

),

final as (

    select
        -- ids
        positions.response_key as index_response_key,
        responses.response_id as index_response_id,
        positions.account_id,
        loops.loop_id,

        -- numbers
        responses.score,

        -- times
        cast(positions.responded_at as date) as index_date,
        positions.responded_at as index_at,
        loops.action_documented_at,
        loops.closed_at
    from links
    inner join positions
        on links.account_id = positions.account_id and links.position = positions.position
    inner join {{ ref('int_detractor_responses') }} as responses
        on positions.response_key = responses.response_key
    left join {{ ref('int_loop_members') }} as members
        on positions.response_key = members.response_key
    left join {{ ref('int_loops') }} as loops
        on members.loop_id = loops.loop_id

)

select * from final
