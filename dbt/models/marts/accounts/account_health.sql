-- One row per account for the people who look after it: what it says, pays and does, and why it stands out.
-- Counts of open work are as of observed_at (R41), scores and money as of as_of.
with joined as (

    select
        voices.*,
        signals.usage_change,
        signals.renewal_date,
        signals.last_response_at,
        signals.nps_trend,
        signals.is_risk_calibrated,
        signals.is_rank_informative,
        signals.churn_risk,
        signals.risk_rank,
        signals.ranked_accounts,
        accounts.owner_id,
        billing.mrr_usd,
        comments.themes as unhappy_themes,
        coalesce(loops.open_loops, cast(0 as bigint)) as open_loops,
        coalesce(tickets.open_tickets, cast(0 as bigint)) as open_tickets,
        coalesce({{ health_observed_at() }}, as_of.loop_as_of, as_of.survey_as_of, as_of.billing_as_of) as observed_at
    from {{ ref('int_account_voices') }} as voices
    cross join {{ ref('int_as_of_resolved') }} as as_of
    inner join {{ ref('int_account_signals') }} as signals on voices.account_id = signals.account_id
    inner join {{ ref('int_accounts_unified') }} as accounts on voices.account_id = accounts.account_id
    inner join {{ ref('int_account_billing_profiles') }} as billing on voices.account_id = billing.account_id
    left join {{ ref('int_account_comment_signals') }} as comments on voices.account_id = comments.account_id
    left join {{ ref('int_account_open_loops') }} as loops on voices.account_id = loops.account_id
    left join {{ ref('int_account_open_tickets') }} as tickets on voices.account_id = tickets.account_id

),

signs as (

    select
        *,
        coalesce(usage_change <= {{ var('health_usage_decline') }}, false) as is_usage_falling,
        coalesce(usage_change >= {{ var('health_usage_growth') }}, false) as is_usage_growing,
        open_tickets >= {{ var('health_open_tickets') }} as has_many_tickets,
        coalesce({{ days_between('observed_at', 'renewal_date') }} between 0 and {{ var('health_renewal_days') }}, false) as is_renewal_near,
        {{ is_among_riskiest('joined') }} as is_top_risk
    from joined

),

final as (

    select
        -- ids
        account_id,
        owner_id,

        -- attributes
        nps_class,
        nps_trend,
        case
            when mrr_usd = 0 then 'not_paying'
            when nps_class = 'detractor' then 'vocal_detractor'
            when nps_class in ('no_response', 'not_surveyed') and (is_usage_falling or has_many_tickets or is_top_risk) then 'silent_detractor'
            when nps_class in ('no_response', 'not_surveyed') then 'quiet'
            when nps_class = 'passive' and (is_usage_falling or has_many_tickets or is_top_risk or nps_trend = 'declined' or open_loops > 0 or has_executive_detractor or unhappy_themes is not null)
                then 'at_risk_passive'
            when nps_class = 'passive' then 'steady_passive'
            when is_usage_falling or has_many_tickets or is_top_risk or nps_trend = 'declined' or open_loops > 0 or has_executive_detractor
                then 'at_risk_promoter'
            when is_usage_growing then 'expansion_promoter'
            else 'steady_promoter'
        end as behavior_segment,
        {{ reasons_in_words([
            ["mrr_usd = 0", "'no longer pays'"],
            ["has_executive_detractor", "'an executive is a detractor'"],
            ["nps_class = 'detractor'", "concat('account NPS ', " ~ whole_text('account_nps') ~ ")"],
            ["nps_trend = 'declined'", "'the same contacts score lower than before'"],
            ["nps_trend = 'improved'", "'the same contacts score higher than before'"],
            ["unhappy_themes is not null", "concat('comments are unhappy about ', unhappy_themes)"],
            ["is_polarised", "'promoters and detractors side by side'"],
            ["nps_class = 'no_response'", "'was asked in the last 12 months and did not answer'"],
            ["nps_class = 'not_surveyed'", "'nobody was asked in the last 12 months'"],
            ["is_usage_falling", "concat('usage fell by ', " ~ whole_text('100 * (1 - exp(usage_change))') ~ ", '% in 30 days')"],
            ["is_usage_growing", "concat('usage grew by ', " ~ whole_text('100 * (exp(usage_change) - 1)') ~ ", '% in 30 days')"],
            ["open_loops > 0", "concat(" ~ whole_text('open_loops') ~ ", case when open_loops = 1 then ' open loop' else ' open loops' end)"],
            ["has_many_tickets", "concat(" ~ whole_text('open_tickets') ~ ", ' open tickets')"],
            ["is_renewal_near", "concat('renews in ', " ~ whole_text(days_between('observed_at', 'renewal_date')) ~ ", ' days')"],
            ["is_top_risk", "concat('churn risk rank ', " ~ whole_text('risk_rank') ~ ", ' of ', " ~ whole_text('ranked_accounts') ~ ")"],
        ], 'nothing stands out') }} as reasons,

        -- numbers
        cast(account_nps as double) as account_nps,
        cast(mrr_usd as decimal(18, 2)) as mrr_usd,
        open_loops,
        open_tickets,
        cast(usage_change as double) as usage_change,
        cast(churn_risk as double) as churn_risk,
        cast(risk_rank as bigint) as risk_rank,

        -- booleans
        is_risk_calibrated,
        is_polarised,
        has_executive_detractor as has_exec_detractor,

        -- times
        cast(renewal_date as date) as renewal_date,
        last_response_at,
        observed_at
    from signs

)

select * from final
