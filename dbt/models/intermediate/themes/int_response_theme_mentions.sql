{{ config(meta={'parts': {'by': 'response_key', 'of': ['int_response_clauses', 'int_clause_sentiments']}}) }}
-- Which themes a comment mentions (seed theme_rules, on the words of each clause), with the sentiment of the
-- clauses that mention them: the theme's own mood, not the comment's.
with clauses as (

    select * from {{ ref('int_response_clauses') }}

),

sentiments as (

    select * from {{ ref('int_clause_sentiments') }}

),

matched as (

    {{ theme_matches('clauses') }}

),

final as (

    select
        matched.response_key,
        matched.theme,
        cast(count(*) as bigint) as clause_count,
        {{ exact_sum('sentiments.sentiment', 6) }} / count(*) as sentiment,
        bool_or(matched.is_negated) as is_negated
    from matched
    inner join sentiments
        on matched.response_key = sentiments.response_key and matched.clause = sentiments.clause
    group by matched.response_key, matched.theme

)

select * from final
