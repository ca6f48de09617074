-- What an executive must not overlook, per KPI of the scorecard, in words.
with nps as (
    select
        nps_change,
        period_start,
        row_number() over (order by period_start desc nulls last) as recency,
        is_significant_change
    from {{ ref('nps_by_segment') }}
    where
        program = 'customer'
        and survey_type = 'relationship'
        and period_type = 'rolling_12_months'
        and segment_dimension = 'all'
),

cohorts as (
    select
        cohort_date,
        grr,
        grr_variance,
        row_number() over (order by cohort_date desc nulls last) as recency
    from {{ ref('int_retention_cells') }}
    where is_mature and horizon_months = 12 and nps_class = 'all' and segment_dimension = 'all'
),

-- neighbouring years share accounts, so this interval is wider than need be: it errs towards not shown
retention_change as (
    select
        latest.grr - earlier.grr as grr_change,
        {{ gap_bound('latest.grr', 'latest.grr_variance', 'earlier.grr', 'earlier.grr_variance', '-') }} as grr_change_lo
    from cohorts as latest
    inner join cohorts as earlier
        on earlier.cohort_date = last_day({{ add_months('latest.cohort_date', -12) }})
    where latest.recency = 1
),

gaps as (
    select
        is_red_flag,
        row_number() over (order by cohort_date desc nulls last) as recency
    from {{ ref('retention_class_gaps') }}
    where horizon_months = 12 and measure = 'grr' and nps_class_a = 'promoter' and nps_class_b = 'detractor'
),

final as (
    select
        'company_grr' as kpi,
        'NPS rose over the year by more than noise, gross retention is not shown to have risen' as red_flag_reason
    from nps
    cross join retention_change
    where
        nps.recency = 1
        and nps.is_significant_change
        and nps.nps_change > 0
        and coalesce(retention_change.grr_change_lo, 0) <= 0

    union all

    select
        'promoter_minus_detractor_grr' as kpi,
        'the data do not show that promoters keep more of their revenue than detractors' as red_flag_reason
    from gaps
    where recency = 1 and is_red_flag
)

select * from final
