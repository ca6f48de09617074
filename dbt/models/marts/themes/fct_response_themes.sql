{{ config(meta={'parts': {
    'by': 'response_key',
    'of': ['int_response_comments', 'int_response_theme_mentions', 'int_response_sentiments']
}}) }}
-- One row per response and theme; a comment without a theme has one row `untagged` that says why.
with comments as (

    select * from {{ ref('int_response_comments') }}

),

mentions as (

    select * from {{ ref('int_response_theme_mentions') }}

),

response_sentiments as (

    select * from {{ ref('int_response_sentiments') }}

),

final as (

    select
        -- ids
        comments.response_key,
        comments.response_id,
        comments.account_id,

        -- attributes
        coalesce(mentions.theme, 'untagged') as theme,
        case
            when mentions.theme is not null then null
            when comments.comment_language is null then 'language_unknown'
            when comments.comment_language <> 'en' then 'language_not_supported'
            else 'no_theme_found'
        end as untagged_reason,
        comments.comment_language,
        comments.nps_class,
        {{ "'" ~ tagger_version() ~ "'" }} as tagger_version,

        -- numbers
        mentions.sentiment,
        response_sentiments.sentiment as response_sentiment,

        -- booleans
        mentions.is_negated,
        coalesce(
            not mentions.is_negated
            and (comments.nps_class = 'detractor' or (comments.nps_class = 'passive' and mentions.sentiment < 0)),
            false
        ) as is_churn_signal,

        -- times
        comments.responded_at
    from comments
    left join mentions
        on comments.response_key = mentions.response_key
    left join response_sentiments
        on comments.response_key = response_sentiments.response_key

)

select * from final
