{{ config(meta={'parts': {'by': 'response_key', 'of': ['int_response_clauses']}}) }}
-- Sentiment per clause, -1 to 1.
with clauses as (

    select * from {{ ref('int_response_clauses') }}

)

select * from ({{ sentiment_of('clauses', ['response_key', 'clause'], 'clause') }}) as scored
