-- Clauses of English comments: a comment praises one thing and complains of another.
with comments as (

    select response_key, {{ cut_into_clauses('comment_redacted') }} as cut_comment
    from {{ ref('int_response_comments') }}
    where comment_language = 'en'

),

exploded as (

    {{ explode_delimited('comments', 'cut_comment', '|') }}

),

final as (

    select distinct
        response_key,
        item as clause,
        {{ plain_words('item') }} as plain_clause
    from exploded

)

select * from final
