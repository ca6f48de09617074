-- Themes that the account's voice is unhappy about in its own words: churn signals of the answers that make its
-- NPS (fct_response_themes), a content score with an unhappy comment among them.
with signals as (

    select
        answers.account_id,
        themes.theme
    from {{ ref('int_account_voice_answers') }} as answers
    inner join {{ ref('fct_response_themes') }} as themes
        on answers.response_key = themes.response_key
    where themes.is_churn_signal and themes.theme <> 'untagged' and themes.sentiment < 0

),

final as (

    select
        account_id,
        {{ joined_texts("replace(theme, '_', ' ')", ', ') }} as themes
    from signals
    group by account_id

)

select * from final
