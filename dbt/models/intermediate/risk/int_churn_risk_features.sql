{{ config(tags=['estimator_input'], meta={'parts': {
    'by': 'account_id',
    'of': [
        'int_churn_risk_rows', 'int_account_nps_class', 'int_account_class_answers', 'int_account_matched_contacts',
        'int_churn_risk_tickets', 'int_churn_risk_usage', 'int_churn_risk_payments', 'int_churn_risk_terms'
    ],
    'through': {'int_unit_first_mrr': ['unit_id', {'int_churn_risk_rows': 'account_id'}]},
    'crossed': {'ticket_as_of': {'int_churn_risk_rows': []}}
}}) }}
-- Features of the risk model, each as it was known at the end of t0, and when the newest of them happened.
-- Banned, and absent: cancellation tickets, lost opportunities, health fields without history, loop closures.
with risk_rows as (

    select * from {{ ref('int_churn_risk_rows') }}

),

classes as (

    select * from {{ ref('int_account_nps_class') }}

),

matched as (

    select * from ({{ matched_changes(ref('int_account_matched_contacts'), ['account_id', 'quarter']) }}) as changes

),

answered as (

    select account_id, class_date, min(age_days) as newest_age_days
    from {{ ref('int_account_class_answers') }}
    group by account_id, class_date

),

final as (

    select
        -- ids
        risk_rows.account_id,
        risk_rows.t0,

        -- attributes
        coalesce(classes.nps_class, 'not_surveyed') as nps_class,
        {{ arr_band('bands') }} as arr_band,
        {{ tenure_band('tenures', 'risk_rows.account_id') }} as tenure_band,

        -- numbers
        risk_rows.arr_usd,
        classes.account_nps,
        case when classes.nps_class = 'detractor' then cast(1 as double) else 0 end as is_class_detractor,
        case when classes.nps_class = 'no_response' then cast(1 as double) else 0 end as is_class_no_response,
        matched.matched_change,
        ln(risk_rows.arr_usd) as log_arr,
        cast({{ days_between('first_mrr.first_mrr_on', 'risk_rows.t0') }} as double) as tenure_days,
        cast(terms.days_to_renewal as double) as days_to_renewal,
        case when as_of.ticket_as_of is not null then cast(coalesce(tickets.tickets_90_days, 0) as double) end as tickets_90_days,
        case when as_of.ticket_as_of is not null then cast(coalesce(tickets.urgent_tickets_90_days, 0) as double) end as urgent_tickets_90_days,
        case when as_of.ticket_as_of is not null then cast(coalesce(tickets.reopened_tickets_90_days, 0) as double) end as reopened_tickets_90_days,
        usage.usage_change,
        cast(coalesce(payments.payment_failures, 0) as double) as payment_failures,

        -- booleans
        risk_rows.is_churn_event,

        -- times
        risk_rows.label_known_on,
        risk_rows.known_before_at,
        greatest(
            cast(first_mrr.first_mrr_on as timestamp),
            coalesce(cast({{ add_days('risk_rows.t0', '-answered.newest_age_days') }} as timestamp), cast(first_mrr.first_mrr_on as timestamp)),
            coalesce(tickets.last_ticket_at, cast(first_mrr.first_mrr_on as timestamp)),
            coalesce(usage.last_usage_at, cast(first_mrr.first_mrr_on as timestamp)),
            coalesce(payments.last_payment_failure_at, cast(first_mrr.first_mrr_on as timestamp))
        ) as last_feature_at
    from risk_rows
    cross join {{ ref('int_as_of_resolved') }} as as_of
    inner join {{ ref('int_unit_first_mrr') }} as first_mrr
        on risk_rows.account_id = first_mrr.unit_id
    left join classes
        on risk_rows.account_id = classes.account_id and risk_rows.t0 = classes.class_date
    left join answered
        on risk_rows.account_id = answered.account_id and risk_rows.t0 = answered.class_date
    left join matched
        on risk_rows.account_id = matched.account_id
        and {{ period_start('quarter', 'risk_rows.t0') }} = matched.quarter
    left join {{ ref('int_churn_risk_tickets') }} as tickets
        on risk_rows.account_id = tickets.account_id and risk_rows.t0 = tickets.t0
    left join {{ ref('int_churn_risk_usage') }} as usage
        on risk_rows.account_id = usage.account_id and risk_rows.t0 = usage.t0
    left join {{ ref('int_churn_risk_payments') }} as payments
        on risk_rows.account_id = payments.account_id and risk_rows.t0 = payments.t0
    left join {{ ref('int_churn_risk_terms') }} as terms
        on risk_rows.account_id = terms.account_id and risk_rows.t0 = terms.t0
    {{ arr_band_join('bands', 'risk_rows.arr_usd') }}
    {{ tenure_band_join('tenures', days_between('first_mrr.first_mrr_on', 'risk_rows.t0')) }}

)

select * from final
