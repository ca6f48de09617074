-- Union of the themes of an account's detractor answers in a quarter; `untagged` when there is none (section 6).
with voices as (

    select * from {{ ref('int_account_quarter_voices') }}
    where voice = 'detractor'

),

mentions as (

    select
        responses.account_id,
        responses.response_quarter as quarter,
        mentions.theme,
        cast(count(*) as bigint) as mentions
    from {{ ref('int_response_theme_mentions') }} as mentions
    inner join {{ ref('int_responses_current') }} as responses
        on mentions.response_key = responses.response_key
    where responses.program = 'customer'
        and responses.metric = 'nps'
        and responses.nps_class = 'detractor'
        and not mentions.is_negated
    group by responses.account_id, responses.response_quarter, mentions.theme

),

final as (

    select
        voices.account_id,
        voices.quarter,
        coalesce(mentions.theme, 'untagged') as theme,
        coalesce(mentions.mentions, 0) as mentions,
        voices.arr_usd,
        voices.is_churned,
        voices.is_pooled
    from voices
    left join mentions
        on voices.account_id = mentions.account_id and voices.quarter = mentions.quarter

)

select * from final
