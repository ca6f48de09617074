-- The articles' test sentence is about integrations and unhappy about them, although the platform works fine.
with comments as (

    select
        'a' as response_key,
        'The platform works fine, but we''ve had ongoing integration issues that haven''t been resolved.' as comment_redacted

),

cut as (select response_key, {{ cut_into_clauses('comment_redacted') }} as cut_comment from comments),

clauses as (select response_key, item as clause from ({{ explode_delimited('cut', 'cut_comment', '|') }}) as parts),

languages as (

    select comment_language
    from ({{ with_language('(select comment_redacted, cast(null as ' ~ dbt.type_string() ~ ') as language from comments)', 'language', 'comment_redacted') }}) as told

),

scored as (select * from ({{ sentiment_of('clauses', ['response_key', 'clause'], 'clause') }}) as s),

tagged as (

    select
        rules.theme,
        scored.sentiment
    from scored
    inner join {{ ref('theme_rules') }} as rules
        on {{ matches_column(plain_words('scored.clause'), 'rules.pattern') }}

),

found as (

    select
        count(case when theme = 'integrations' and sentiment < 0 then 1 end) as unhappy_integrations,
        count(case when theme = 'product_quality' and sentiment > 0 then 1 end) as content_with_product
    from tagged

)

select * from found
where unhappy_integrations <> 1 or content_with_product <> 1
    or not exists (select 1 from languages where comment_language = 'en')
