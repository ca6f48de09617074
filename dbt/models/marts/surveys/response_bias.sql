-- Who does not answer and who is not asked (metrics.md section 7): four views of the same worry.
with propensities as (

    select * from {{ ref('int_response_propensities') }}

),

accounts as (

    select
        *,
        case when not is_invited then 'not_invited' when is_respondent then 'respondent' else 'nonrespondent' end as part
    from {{ ref('int_response_bias_accounts') }}

),

scores as (

    select
        program,
        survey_type,
        period_start as quarter,
        nps_weighted - nps as weighted_minus_raw,
        sqrt({{ ratio('promoters + detractors', 'n_responses') }} - pow({{ ratio('promoters - detractors', 'n_responses') }}, 2)) as score_deviation
    from {{ ref('nps_by_segment') }}
    where period_type = 'quarter' and segment_dimension = 'all'

),

cohorts as (

    -- kept apart by part: a respondent is never compared with itself
    {{ retention_sums('(select * from accounts where is_invited and mrr_start is not null) as invited', ['program', 'survey_type', 'quarter', 'part']) }}

),

retained as (

    select
        *,
        {{ grr_lo('grr', 'grr_variance', 'kish_n') }} as grr_lo,
        {{ grr_hi('grr', 'grr_variance', 'kish_n') }} as grr_hi
    from ({{ retention_measures('cohorts', ['program', 'survey_type', 'quarter', 'part']) }}) as measures

),

shares as (

    select
        program,
        survey_type,
        quarter,
        {{ ratio('sum(case when is_invited then mrr_usd else 0 end)', 'sum(mrr_usd)') }} as invited_arr_share,
        {{ ratio('sum(case when is_respondent then mrr_usd else 0 end)', 'sum(mrr_usd)') }} as responded_arr_share,
        {{ ratio('count(case when is_invited and has_open_ticket then 1 end)', 'count(case when is_invited then 1 end)') }} as open_ticket_rate_invited,
        {{ ratio('count(case when not is_invited and has_open_ticket then 1 end)', 'count(case when not is_invited then 1 end)') }} as open_ticket_rate_not_invited
    from accounts
    group by program, survey_type, quarter

),

as_of as (

    select ticket_as_of from {{ ref('int_as_of_resolved') }}

),

final as (

    select
        -- grain
        propensities.program,
        propensities.survey_type,
        propensities.quarter,

        -- numbers
        propensities.frame_total as invited_people,
        propensities.answered_total as responding_people,
        propensities.r_indicator,
        100 * propensities.relative_deviation * scores.score_deviation as max_bias,
        scores.weighted_minus_raw,
        respondents.grr as respondent_grr,
        respondents.grr_lo as respondent_grr_lo,
        respondents.grr_hi as respondent_grr_hi,
        respondents.n_accounts as respondent_accounts,
        nonrespondents.grr as nonrespondent_grr,
        nonrespondents.grr_lo as nonrespondent_grr_lo,
        nonrespondents.grr_hi as nonrespondent_grr_hi,
        nonrespondents.n_accounts as nonrespondent_accounts,
        shares.invited_arr_share,
        shares.responded_arr_share,
        -- without a ticket source nobody has a ticket, which says nothing
        case when as_of.ticket_as_of is not null then shares.open_ticket_rate_invited end as open_ticket_rate_invited,
        case when as_of.ticket_as_of is not null then shares.open_ticket_rate_not_invited end as open_ticket_rate_not_invited,

        -- attributes
        case when propensities.answered_total < {{ var('minimum_responses_overall') }} then 'insufficient' else 'ok' end as flag
    from propensities
    cross join as_of
    left join scores
        on propensities.program = scores.program and propensities.survey_type = scores.survey_type and propensities.quarter = scores.quarter
    left join shares
        on propensities.program = shares.program and propensities.survey_type = shares.survey_type and propensities.quarter = shares.quarter
    {% for part in ['respondent', 'nonrespondent'] %}
    left join retained as {{ part }}s
        on propensities.program = {{ part }}s.program
        and propensities.survey_type = {{ part }}s.survey_type
        and propensities.quarter = {{ part }}s.quarter
        and {{ part }}s.part = '{{ part }}'
    {% endfor %}
    where propensities.program <> 'employee' or propensities.answered_total >= {{ var('employee_minimum_cell') }}

)

select * from final
