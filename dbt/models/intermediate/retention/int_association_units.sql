{{ config(meta={'parts': {
    'by': 'unit_id',
    'of': ['int_retention_units'],
    'through': {
        'int_tickets_unified': ['account_id', 'int_retention_units'],
        'int_opportunities_latest': ['account_id', 'int_retention_units']
    }
}}) }}
-- Mature 12-month cohort units that answered, with everything section 8 of metrics.md relates to their class.
-- Logarithms are kept as DECIMAL so that their sums are exact and the same on every engine and run.
with units as (
    select *
    from {{ ref('int_retention_units') }}
    where is_mature and horizon_months = 12 and nps_class in ('promoter', 'passive', 'detractor')
),

cohort_dates as (
    select distinct account_id, cohort_date, end_date from units
),

tickets as (
    select
        tickets.account_id,
        cohort_dates.cohort_date,
        cast(count(*) as bigint) as tickets_90_days
    from {{ ref('int_tickets_unified') }} as tickets
    inner join cohort_dates
        on tickets.account_id = cohort_dates.account_id
        and cast(tickets.created_at as date) > {{ add_days('cohort_dates.cohort_date', -90) }}
        and cast(tickets.created_at as date) <= cohort_dates.cohort_date
    group by
        tickets.account_id,
        cohort_dates.cohort_date
),

renewals as (
    select
        opportunities.account_id,
        cohort_dates.cohort_date,
        cast(count(*) as bigint) as renewals_closed,
        cast(sum(case when opportunities.is_won then 1 else 0 end) as bigint) as renewals_won
    from {{ ref('int_opportunities_latest') }} as opportunities
    inner join cohort_dates
        on opportunities.account_id = cohort_dates.account_id
        and opportunities.close_date > cohort_dates.cohort_date
        and opportunities.close_date <= cohort_dates.end_date
    where opportunities.is_closed and lower(opportunities.opportunity_type) like '%renewal%'
    group by
        opportunities.account_id,
        cohort_dates.cohort_date
),

final as (
    select
        units.*,
        units.mrr_end = 0 as is_churned,
        case
            when units.mrr_end > 0
                then cast(round(ln((cast(units.mrr_end as double) + 1) / (cast(units.mrr_start as double) + 1)), 9) as decimal(18, 9))
        end as log_expansion,
        cast(round(ln(12 * cast(units.mrr_start as double)), 9) as decimal(18, 9)) as log_contract_value,
        coalesce(tickets.tickets_90_days, 0) as tickets_90_days,
        coalesce(renewals.renewals_closed, 0) as renewals_closed,
        coalesce(renewals.renewals_won, 0) as renewals_won
    from units
    left join tickets
        on units.account_id = tickets.account_id
        and units.cohort_date = tickets.cohort_date
    left join renewals
        on units.account_id = renewals.account_id
        and units.cohort_date = renewals.cohort_date
)

select * from final
