{{ config(meta={'parts': {'by': 'response_key', 'of': ['int_response_comments']}}) }}
-- Sentiment per English comment, -1 to 1.
with comments as (

    select * from {{ ref('int_response_comments') }}
    where comment_language = 'en'

)

select * from ({{ sentiment_of('comments', ['response_key'], 'comment_redacted') }}) as scored
