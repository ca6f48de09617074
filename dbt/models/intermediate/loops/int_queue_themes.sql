-- The theme by which a waiting answer is routed: the one most clauses of its comment mention (ties by name), by the
-- same rules as fct_response_themes, read on the comment as it stands at the moment of observation.
with items as (

    select response_key, comment_redacted, language
    from {{ ref('int_queue_items') }}
    where nullif(trim(comment_redacted), '') is not null

),

languages as (

    select * from ({{ with_language('items', 'language', 'comment_redacted') }}) as told

),

comments as (

    select response_key, comment_redacted from languages
    where comment_language = 'en'

),

clauses as (

    select * from ({{ clauses_of('comments') }}) as cut_comments

),

mentions as (

    {{ theme_matches('clauses') }}

),

counted as (

    select response_key, theme, count(*) as clause_count
    from mentions
    group by response_key, theme
    having not bool_or(is_negated)

),

ranked as (

    select
        *,
        row_number() over (partition by response_key order by clause_count desc nulls last, theme) as place
    from counted

),

final as (

    select response_key, theme from ranked
    where place = 1

)

select * from final
