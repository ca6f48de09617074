-- Which loop each detractor response opened or joined. Exact for the first 2^greedy_passes loops of a
-- person; the test loop_chains_are_complete fails beyond.
with positions as (

    select * from {{ ref('int_loop_positions') }}

),

openers as (

    {{ greedy_links('positions', 'person_key', var('greedy_passes', 9)) }}

),

marked as (

    select
        positions.response_key,
        positions.person_key,
        positions.position,
        max(openers.position) over (
            partition by positions.person_key order by positions.position
            rows between unbounded preceding and current row
        ) as opener_position
    from positions
    left join openers
        on positions.person_key = openers.person_key and positions.position = openers.position

),

final as (

    select
        marked.response_key,
        opening.response_key as loop_id,
        marked.position = marked.opener_position as is_opener
    from marked
    inner join positions as opening
        on marked.person_key = opening.person_key and marked.opener_position = opening.position

)

select * from final
