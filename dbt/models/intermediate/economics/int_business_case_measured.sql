-- What this company measures of the business case's inputs, each taken from the report that defines it.
with scorecard as (

    select * from {{ ref('program_scorecard') }}
    where value is not null

),

cohorts as (

    select
        cohort_date,
        max(case when nps_class = 'all' then cast(mrr_start_usd as double) end) as mrr_usd,
        max(case when nps_class = 'detractor' then cast(mrr_start_usd as double) end) as detractor_mrr_usd,
        max(case when nps_class = 'all' then cast(n_accounts as double) end) as accounts,
        row_number() over (order by cohort_date desc nulls last) as recency
    from {{ ref('retention_by_nps_class') }}
    where segment_dimension = 'all' and horizon_months = 12
    group by cohort_date

),

costs as (

    select
        cast(program_cost_usd as double) as program_cost_usd,
        window_start,
        window_end,
        row_number() over (order by window_end desc nulls last, design asc nulls last) as recency
    from {{ ref('cost_per_prevented_churn') }}
    where window_type = 'calendar_year' and program_cost_usd is not null

),

quarters as (

    select
        cast(detractors as double) as detractors,
        period_start,
        row_number() over (order by period_start desc nulls last) as recency
    from {{ ref('nps_by_segment') }}
    where program = 'customer' and survey_type = 'relationship' and period_type = 'quarter'
        and segment_dimension = 'all' and is_complete_period and detractors is not null

),

final as (

    {% for input, kpi, expression in [
        ('seed_arr_usd', 'company_mrr', 'round(12 * value, 2)'),
        ('seed_annual_churn', 'company_grr', '1 - value'),
        ('seed_detractor_grr', 'detractor_grr', 'value'),
        ('seed_passive_grr', 'passive_grr', 'value'),
        ('seed_identified_share', 'response_rate_relationship_email', 'value'),
    ] %}
    select
        '{{ input }}' as input, {{ expression }} as own_value, source_relation as own_source, period_label as own_period
    from scorecard
    where kpi = '{{ kpi }}'

    union all

    {% endfor %}
    {% for input, expression in [
        ('seed_detractor_share', ratio('detractor_mrr_usd', 'mrr_usd')),
        ('seed_accounts', 'accounts'),
        ('seed_arr_per_account_usd', 'round(' ~ ratio('12 * mrr_usd', 'accounts') ~ ', 2)'),
    ] %}
    select '{{ input }}', {{ expression }}, 'marts.retention_by_nps_class', cast(cohort_date as {{ dbt.type_string() }})
    from cohorts
    where recency = 1

    union all

    {% endfor %}
    select
        'seed_annual_cost_usd', program_cost_usd, 'marts.cost_per_prevented_churn',
        concat(cast(window_start as {{ dbt.type_string() }}), ' to ', cast(window_end as {{ dbt.type_string() }}))
    from costs
    where recency = 1

    union all

    -- of every loop, re-surveyed or not: the articles' share is of all detractors
    select 'seed_recovery_share', recovery_all, 'marts.detractor_recovery', concat('loops since ', cast(quarter as {{ dbt.type_string() }}))
    from {{ ref('detractor_recovery') }}
    where period_type = 'all' and segment_dimension = 'all' and theme = 'all' and recovery_all is not null

    union all

    select 'seed_detractors_per_quarter', detractors, 'marts.nps_by_segment', {{ quarter_label('period_start') }}
    from quarters
    where recency = 1

)

select * from final
