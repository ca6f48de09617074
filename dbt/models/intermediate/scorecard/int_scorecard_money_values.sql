-- Latest usable figure of every money KPI, taken from its report and not computed again.
with retention as (
    select
        *,
        case when nps_class = 'all' then 'company' else nps_class end as class_name
    from {{ ref('retention_by_nps_class') }}
    where segment_dimension = 'all' and horizon_months = 12 and is_mature
),

retention_values as (
    {% for measure in ['grr', 'nrr'] %}
    select
        concat(class_name, '_{{ measure }}') as kpi,
        {{ measure }} as value,
        {{ measure }}_lo as lo,
        {{ measure }}_hi as hi,
        n_accounts as n,
        concat('12 months from ', cast(cohort_date as {{ dbt.type_string() }})) as period_label,
        'marts.retention_by_nps_class' as source_relation,
        flag,
        cohort_date as sort_date
    from retention
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

gaps as (
    select
        'promoter_minus_detractor_grr' as kpi,
        gap as value,
        gap_lo as lo,
        gap_hi as hi,
        n_a + n_b as n,
        concat('12 months from ', cast(cohort_date as {{ dbt.type_string() }})) as period_label,
        'marts.retention_class_gaps' as source_relation,
        ordering as flag,
        cohort_date as sort_date
    from {{ ref('retention_class_gaps') }}
    where horizon_months = 12 and measure = 'grr' and nps_class_a = 'promoter' and nps_class_b = 'detractor'
),

waterfall as (
    select
        'company_mrr' as kpi,
        cast(end_usd as double) as value,
        -- a sum over every invoice line has no sampling error
        cast(null as double) as lo,
        cast(null as double) as hi,
        cast(null as bigint) as n,
        cast(month_end_date as {{ dbt.type_string() }}) as period_label,
        'marts.mrr_waterfall' as source_relation,
        'ok' as flag,
        month_end_date as sort_date
    from {{ ref('mrr_waterfall') }}
),

-- the best available design over all mature index dates (R33)
economics as (
    select
        *,
        concat(cast(window_start as {{ dbt.type_string() }}), ' to ', cast(window_end as {{ dbt.type_string() }}), ', ', design) as period_label,
        row_number() over (
            order by
                case when status = 'not_available' then 1 else 0 end nulls last,
                case design when 'holdout' then 1 when 'landmark' then 2 else 3 end nulls last
        ) as preference
    from {{ ref('cost_per_prevented_churn') }}
    where window_type = 'all'
),

economics_values as (
    select
        'prevented_churn' as kpi,
        cast(prevented_churn_usd as double) as value,
        cast(prevented_churn_lo_usd as double) as lo,
        cast(prevented_churn_hi_usd as double) as hi,
        n_treated + n_control as n,
        period_label,
        'marts.cost_per_prevented_churn' as source_relation,
        status as flag,
        window_end as sort_date
    from economics
    where preference = 1
    union all
    select
        'cost_per_prevented_dollar' as kpi,
        cost_per_prevented_usd as value,
        cost_per_prevented_lo as lo,
        cost_per_prevented_hi as hi,
        n_treated + n_control as n,
        period_label,
        'marts.cost_per_prevented_churn' as source_relation,
        verdict as flag,
        window_end as sort_date
    from economics
    where preference = 1
),

unioned as (
    select * from retention_values
    union all
    select * from gaps
    union all
    select * from waterfall
    union all
    select * from economics_values
),

final as (
    {{ latest_of_each_kpi('unioned') }}
)

select * from final
