-- Which themes a comment mentions (seed theme_rules, on the words of each clause), with the sentiment of the
-- clauses that mention them: the theme's own mood, not the comment's.
with clauses as (

    select * from {{ ref('int_response_clauses') }}

),

rules as (

    select * from {{ ref('theme_rules') }}

),

sentiments as (

    select * from {{ ref('int_clause_sentiments') }}

),

matched as (

    select
        clauses.response_key,
        clauses.clause,
        rules.theme,
        {{ matches('clauses.plain_clause', ' (no|not|never|without|zero|hardly) (any |a |an |the |single |more |real |major )*(issues?|problems?|complaints?|trouble|bugs?|outages?|errors?|crash(es)?|downtime|complain) ') }} as is_negated
    from clauses
    inner join rules
        on {{ matches_column('clauses.plain_clause', 'rules.pattern') }}

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
