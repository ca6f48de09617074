-- What the product, the CRM and the surveys' history tell of each account: usage, the next renewal, trend,
-- last answer, and the newest risk. A risk that failed its gates is a rank without a probability.
with usage as (

    select * from {{ ref('int_account_usage_changes') }}

),

renewals as (

    -- the next open renewal; where all are overdue, the latest of them
    select
        opportunities.account_id,
        coalesce(
            min(case when opportunities.close_date >= cast(as_of.crm_as_of as date) then opportunities.close_date end),
            max(opportunities.close_date)
        ) as renewal_date
    from {{ ref('int_opportunities_latest') }} as opportunities
    cross join {{ ref('int_as_of_resolved') }} as as_of
    where not opportunities.is_closed and lower(opportunities.opportunity_type) like '%renewal%'
    group by opportunities.account_id

),

answered as (

    select account_id, max(responded_at) as last_response_at from {{ ref('int_responses_current') }}
    where program = 'customer' and account_id is not null
    group by account_id

),

trends as (

    select account_id, {{ account_movement('matched_change') }} as nps_trend
    from ({{ matched_changes(ref('int_account_matched_contacts'), ['account_id', 'quarter']) }}) as changes
    where quarter = (select max(quarter) from {{ ref('int_account_quarters') }})

),

newest_evaluations as (

    select
        model_version,
        is_calibrated,
        coalesce(auc >= {{ var('health_risk_minimum_auc') }}, false) as is_informative,
        row_number() over (partition by model_version order by test_quarter desc nulls last) as recency
    from {{ ref('int_churn_risk_evaluations') }}

),

risks as (

    select
        scores.account_id,
        coalesce(evaluations.is_calibrated, false) as is_risk_calibrated,
        coalesce(evaluations.is_informative, false) as is_rank_informative,
        scores.q,
        scores.risk_rank,
        max(scores.risk_rank) over (partition by scores.t0) as ranked_accounts
    from {{ ref('int_churn_risk_scores') }} as scores
    left join newest_evaluations as evaluations
        on scores.model_version = evaluations.model_version and evaluations.recency = 1
    -- only the newest published quarter-end: an older risk would pass for today's
    where scores.t0 = (select max(t0) from {{ ref('int_churn_risk_rows') }})

),

final as (

    select
        accounts.account_id,
        usage.usage_change,
        renewals.renewal_date,
        answered.last_response_at,
        coalesce(trends.nps_trend, 'unknown') as nps_trend,
        coalesce(risks.is_risk_calibrated, false) as is_risk_calibrated,
        -- a rank that did no better than chance in its last test is shown, and warns of nobody
        coalesce(risks.is_rank_informative, false) as is_rank_informative,
        case when risks.is_risk_calibrated then risks.q end as churn_risk,
        risks.risk_rank,
        risks.ranked_accounts
    from {{ ref('int_accounts_unified') }} as accounts
    left join usage on accounts.account_id = usage.account_id
    left join renewals on accounts.account_id = renewals.account_id
    left join answered on accounts.account_id = answered.account_id
    left join trends on accounts.account_id = trends.account_id
    left join risks on accounts.account_id = risks.account_id
    where not accounts.is_internal

)

select * from final
