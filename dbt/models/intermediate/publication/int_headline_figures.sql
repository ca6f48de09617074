-- The figures that people quote, one row each: kpi, whose, of which period. Those of the scorecard stand
-- at their newest period, whichever that is, so they have its name and no date.
with nps as (

    select
        'nps' as kpi,
        concat(program, ' ', survey_type, ' ', period_type) as dimension,
        period_start as period,
        nps as value,
        nps_lo as lo,
        nps_hi as hi
    from {{ ref('nps_by_segment') }}
    where segment_dimension = 'all' and nps is not null

),

retention as (

    select * from {{ ref('retention_by_nps_class') }}
    where segment_dimension = 'all' and horizon_months = 12 and is_mature

),

waterfall as (

    select * from {{ ref('mrr_waterfall') }}

),

costs as (

    select * from {{ ref('cost_per_prevented_churn') }}

),

scorecard as (

    select * from {{ ref('program_scorecard') }}

),

series as (

    select kpi, dimension, cast(period as date) as period, cast(value as double) as value, cast(lo as double) as lo, cast(hi as double) as hi
    from nps

    union all

    select 'grr', nps_class, cohort_date, cast(grr as double), cast(grr_lo as double), cast(grr_hi as double)
    from retention

    union all

    select 'nrr', nps_class, cohort_date, cast(nrr as double), cast(nrr_lo as double), cast(nrr_hi as double)
    from retention

    union all

    select
        'mrr_usd', 'all', month_end_date, cast(end_usd as double), cast(null as double), cast(null as double)
    from waterfall

    union all

    select
        'cost_per_prevented_usd',
        concat(design, ' from ', cast(window_start as {{ dbt.type_string() }})),
        cast(window_end as date),
        cast(cost_per_prevented_usd as double),
        cast(cost_per_prevented_lo as double),
        cast(cost_per_prevented_hi as double)
    from costs

),

final as (

    select
        kpi,
        dimension,
        cast(period as {{ dbt.type_string() }}) as period_label,
        value,
        lo,
        hi,
        period
    from series

    union all

    select kpi, 'scorecard', period_label, value, lo, hi, cast(null as date)
    from scorecard

)

select * from final
