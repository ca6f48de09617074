-- Up to three quotes per quarter and theme: the unhappiest detractor comments. Redaction may miss what it does
-- not know, so a comment in which it found anything personal is not quoted at all.
with quotes as (

    select
        responses.response_quarter as quarter,
        mentions.theme,
        responses.comment_redacted as quote,
        row_number() over (
            partition by responses.response_quarter, mentions.theme
            order by mentions.sentiment asc nulls last, responses.responded_at desc, responses.response_key asc
        ) as place
    from {{ ref('int_response_theme_mentions') }} as mentions
    inner join {{ ref('int_responses_current') }} as responses
        on mentions.response_key = responses.response_key
    where responses.program = 'customer'
        and responses.metric = 'nps'
        and responses.nps_class = 'detractor'
        and not mentions.is_negated
        and not {{ matches('responses.comment_redacted', '[[](email|phone|card|account|id|link|handle|name)[]]') }}

),

final as (

    select
        quarter,
        theme,
        {{ joined_texts('quote', ' | ') }} as sample_quotes
    from quotes
    where place <= 3
    group by quarter, theme

)

select * from final
