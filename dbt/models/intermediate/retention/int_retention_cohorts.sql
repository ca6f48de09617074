{% set moments = [add_days('month_end_date', 1)] %}
{% for months in var('retention_horizons') %}
{% do moments.append(add_days('last_day(' ~ add_months('month_end_date', months) ~ ')', var('grace_days'))) %}
{% endfor %}
{{ config(meta={'parts': {
    'by': 'unit_id',
    'of': ['int_unit_mrr_monthly', 'int_retention_paths'],
    'crossed': {'retention_as_of': {'int_unit_mrr_monthly': moments}, 'billing_as_of': {'int_unit_mrr_monthly': moments}}
}}) }}
-- One row per unit, cohort month-end and horizon: MRR at both ends, its minimum in between, maturity (R27).
with monthly as (
    select * from {{ ref('int_unit_mrr_monthly') }}
),

paths as (
    select * from {{ ref('int_retention_paths') }}
),

as_of as (
    -- without a survey source the classes are unknown, the money is not
    select cast(coalesce(retention_as_of, billing_as_of) as date) as as_of_date
    from {{ ref('int_as_of_resolved') }}
),

horizons as (
    {% for months in var('retention_horizons') %}
    select cast({{ months }} as integer) as horizon_months
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

cohorts as (
    select
        monthly.unit_id,
        monthly.account_id,
        monthly.month_end_date as cohort_date,
        cast(sum(monthly.mrr_usd) as decimal(18, 2)) as mrr_start
    from monthly
    cross join as_of
    where {{ add_days('monthly.month_end_date', 1) }} <= as_of.as_of_date
    group by
        monthly.unit_id,
        monthly.account_id,
        monthly.month_end_date
    having sum(monthly.mrr_usd) > 0
),

planned as (
    select
        cohorts.*,
        horizons.horizon_months,
        last_day({{ add_months('cohorts.cohort_date', 'horizons.horizon_months') }}) as end_date
    from cohorts
    cross join horizons
),

ends as (
    select
        planned.unit_id,
        planned.cohort_date,
        planned.horizon_months,
        cast(max(case when paths.month_end_date = planned.end_date then paths.mrr_usd end) as decimal(18, 2)) as mrr_end,
        cast(min(paths.mrr_usd) as decimal(18, 2)) as mrr_lowest,
        cast(count(*) as bigint) as months_with_mrr
    from planned
    inner join paths
        on planned.unit_id = paths.unit_id
        and planned.cohort_date = paths.cohort_date
        and paths.month_end_date <= planned.end_date
    group by
        planned.unit_id,
        planned.cohort_date,
        planned.horizon_months
),

flagged as (
    select
        planned.*,
        {{ add_days('planned.end_date', var('grace_days')) }} <= as_of.as_of_date as is_mature
    from planned
    cross join as_of
),

final as (
    select
        flagged.unit_id,
        flagged.account_id,
        flagged.cohort_date,
        flagged.horizon_months,
        flagged.end_date,
        flagged.is_mature,
        flagged.mrr_start,
        case when flagged.is_mature then coalesce(ends.mrr_end, 0) end as mrr_end,
        -- a month-end without a row is a month-end at 0
        case
            when not flagged.is_mature then null
            when coalesce(ends.months_with_mrr, 0) < flagged.horizon_months then 0
            else ends.mrr_lowest
        end as mrr_minimum
    from flagged
    left join ends
        on flagged.unit_id = ends.unit_id
        and flagged.cohort_date = ends.cohort_date
        and flagged.horizon_months = ends.horizon_months
)

select
    unit_id,
    account_id,
    cohort_date,
    horizon_months,
    end_date,
    is_mature,
    mrr_start,
    cast(mrr_end as decimal(18, 2)) as mrr_end,
    cast(mrr_minimum as decimal(18, 2)) as mrr_minimum
from final
