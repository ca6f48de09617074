{{ config(meta={'parts': {'by': 'response_key', 'of': ['int_response_comments']}}) }}
-- Clauses of English comments: a comment praises one thing and complains of another.
with comments as (

    select response_key, comment_redacted
    from {{ ref('int_response_comments') }}
    where comment_language = 'en'

)

select * from ({{ clauses_of('comments') }}) as clauses
