-- What each theme puts at stake: ARR of the accounts whose detractors mention it, and what is likely to be lost.
with accounts as (

    select * from {{ ref('int_detractor_account_themes') }}

),

rates as (

    select * from {{ ref('int_theme_churn_rates') }}

),

quotes as (

    select * from {{ ref('int_theme_quotes') }}

),

rated as (

    select
        accounts.*,
        rates.churn_probability,
        rates.passive_churn_rate
    from accounts
    inner join rates
        on accounts.theme = rates.theme

),

losses as (

    select * from ({{ theme_losses('rated', ['quarter']) }}) as amounts

),

mentions as (

    select quarter, theme, cast(sum(mentions) as bigint) as mentions
    from accounts
    group by quarter, theme

),

final as (

    select
        -- grain
        losses.quarter,
        losses.theme,

        -- attributes
        quotes.sample_quotes,
        case when rates.mature_accounts < {{ var('minimum_responses_segment') }} then 'insufficient' else 'ok' end as flag,

        -- numbers
        mentions.mentions,
        losses.accounts,
        {{ money('losses.arr_at_risk_usd') }} as arr_at_risk_usd,
        {{ money('losses.arr_touched_usd') }} as arr_touched_usd,
        losses.churn_probability,
        rates.passive_churn_rate,
        rates.mature_accounts,
        rates.churned_accounts,
        {{ money('losses.expected_loss_usd') }} as expected_loss_usd,
        {{ money('losses.excess_loss_usd') }} as excess_loss_usd
    from losses
    inner join mentions
        on losses.quarter = mentions.quarter and losses.theme = mentions.theme
    inner join rates
        on losses.theme = rates.theme
    left join quotes
        on losses.quarter = quotes.quarter and losses.theme = quotes.theme

)

select * from final
