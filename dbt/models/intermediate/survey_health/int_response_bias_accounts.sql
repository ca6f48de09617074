{{ config(meta={'parts': {
    'by': 'account_id',
    'of': ['int_response_bias_invitations', 'int_unit_mrr_monthly', 'int_tickets_unified', 'int_retention_cohorts']
}}) }}
-- Customer accounts per quarter and survey type: asked or not, answered or not before the quarter ended, what they
-- paid at the month-end before it, whether a ticket was open in it, and what was left of their MRR 12 months after it.
with invitations as (

    select * from {{ ref('int_response_bias_invitations') }}

),

quarters as (

    select * from {{ ref('int_response_bias_quarters') }}

),

billed as (

    select account_id, month_end_date, cast(sum(mrr_usd) as decimal(18, 2)) as mrr_usd
    from {{ ref('int_unit_mrr_monthly') }}
    where account_id is not null
    group by account_id, month_end_date
    having sum(mrr_usd) > 0

),

tickets as (

    select distinct
        quarters.quarter,
        tickets.account_id
    from quarters
    inner join {{ ref('int_tickets_unified') }} as tickets
        on tickets.created_at < quarters.next_quarter
        and (tickets.solved_at is null or tickets.solved_at >= quarters.quarter)
    where tickets.account_id is not null and not tickets.is_internal

),

cohorts as (

    select account_id, cohort_date, mrr_start, mrr_end, mrr_minimum
    from {{ ref('int_retention_cohorts') }}
    where horizon_months = 12 and is_mature and account_id is not null

),

final as (

    select
        quarters.program,
        quarters.survey_type,
        quarters.quarter,
        billed.account_id,
        billed.mrr_usd,
        invitations.account_id is not null as is_invited,
        coalesce(invitations.has_answered = 1, false) as is_respondent,
        tickets.account_id is not null as has_open_ticket,
        cohorts.mrr_start,
        cohorts.mrr_end,
        cohorts.mrr_minimum
    from quarters
    inner join billed
        on quarters.base_date = billed.month_end_date
    left join invitations
        on billed.account_id = invitations.account_id
        and quarters.program = invitations.program
        and quarters.survey_type = invitations.survey_type
        and quarters.quarter = invitations.quarter
    left join tickets
        on quarters.quarter = tickets.quarter and billed.account_id = tickets.account_id
    left join cohorts
        on billed.account_id = cohorts.account_id and quarters.cohort_date = cohorts.cohort_date

)

select * from final
