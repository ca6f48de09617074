-- Latest usable figure of every survey KPI, taken from its report and not computed again. Programs never mix:
-- the NPS of partners and employees are rows of their own.
with as_of as (
    select cast(survey_as_of as date) as survey_as_of_date from {{ ref('int_as_of_resolved') }}
),

nps as (
    select
        case nps.program when 'customer' then 'relationship_nps' else concat(nps.program, '_nps') end as kpi,
        nps.nps as value,
        nps.nps_lo as lo,
        nps.nps_hi as hi,
        nps.n_responses as n,
        {{ quarter_label('nps.period_start') }} as period_label,
        'marts.nps_by_segment' as source_relation,
        nps.flag,
        nps.period_start as sort_date
    from {{ ref('nps_by_segment') }} as nps
    cross join as_of
    where
        nps.survey_type = 'relationship'
        and nps.period_type = 'quarter'
        and nps.segment_dimension = 'all'
        -- a quarter that is still running is no headline
        and {{ add_months('nps.period_start', 3) }} <= as_of.survey_as_of_date
),

response_rates as (
    select
        concat('response_rate_', rates.survey_type, '_email') as kpi,
        rates.response_rate as value,
        rates.response_rate_lo as lo,
        rates.response_rate_hi as hi,
        rates.delivered as n,
        substring(cast(rates.month as {{ dbt.type_string() }}), 1, 7) as period_label,
        'marts.response_rates' as source_relation,
        case when rates.delivered < {{ var('minimum_responses_overall') }} then 'insufficient' else 'ok' end as flag,
        rates.month as sort_date
    from {{ ref('response_rates') }} as rates
    cross join as_of
    where
        rates.program = 'customer'
        and rates.channel = 'email'
        and rates.segment_dimension = 'all'
        -- a month whose last day is not yet old enough to be answered is no headline (R38)
        and {{ add_days('last_day(rates.month)', 1 + var('response_maturity_days')) }} <= as_of.survey_as_of_date
),

-- satisfaction and effort beside NPS, each on its own scale
experience as (
    select
        cx.metric as kpi,
        cx.estimate as value,
        cx.lo,
        cx.hi,
        cx.n,
        {{ quarter_label('cx.quarter') }} as period_label,
        'marts.cx_by_segment' as source_relation,
        cx.flag,
        cx.quarter as sort_date
    from {{ ref('cx_by_segment') }} as cx
    cross join as_of
    where
        cx.program = 'customer'
        and cx.survey_type = 'transactional'
        and cx.metric in ('csat', 'ces')
        and cx.segment_dimension = 'all'
        and {{ add_months('cx.quarter', 3) }} <= as_of.survey_as_of_date
),

unioned as (
    select * from nps
    union all
    select * from response_rates
    union all
    select * from experience
),

final as (
    {{ latest_of_each_kpi('unioned') }}
)

select * from final
