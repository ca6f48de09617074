-- Periods that are published: months and quarters that have begun before as_of (the running one is
-- reported as far as it has come, unless publish_open_periods is false), 12-month windows whose last month has ended.
with as_of as (

    select cast(survey_as_of as date) as as_of_date from {{ ref('int_as_of_resolved') }}

),

months as (

    select {{ period_start('month', 'month_end_date') }} as month_start_date
    from ({{ month_end_spine('(select min(responded_at) from ' ~ ref('int_responses_current') ~ ')', '(select max(as_of_date) from as_of)') }}) as spine

),

periods as (

    select 'month' as period_type, month_start_date as period_on, month_start_date as period_start, {{ add_months('month_start_date', 1) }} as next_on, 1 as lag_months
    from months

    union all

    select 'quarter', month_start_date, month_start_date, {{ add_months('month_start_date', 3) }}, 3
    from (select distinct {{ period_start('quarter', 'month_start_date') }} as month_start_date from months) as quarters

    union all

    select 'rolling_12_months', month_start_date, {{ add_months('month_start_date', -11) }}, {{ add_months('month_start_date', 1) }}, 12
    from months

),

final as (

    select
        periods.period_type,
        periods.period_on,
        periods.period_start,
        {{ add_months('periods.period_on', '-periods.lag_months') }} as past_period_on,
        periods.next_on <= as_of.as_of_date as is_complete
    from periods
    cross join as_of
    where periods.next_on <= as_of.as_of_date
        or (
            {{ 'true' if var('publish_open_periods') else 'false' }}
            and periods.period_type <> 'rolling_12_months'
            and periods.period_on < as_of.as_of_date
        )

)

select * from final
