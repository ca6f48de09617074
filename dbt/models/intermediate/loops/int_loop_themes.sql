-- Themes of the comment that opened a loop, negated mentions left out; `untagged` without any.
with loops as (

    select * from {{ ref('int_loops') }}

),

mentions as (

    select * from {{ ref('int_response_theme_mentions') }}
    where not is_negated

),

final as (

    select
        loops.loop_id,
        coalesce(mentions.theme, 'untagged') as theme
    from loops
    left join mentions
        on loops.opening_response_key = mentions.response_key

)

select * from final
