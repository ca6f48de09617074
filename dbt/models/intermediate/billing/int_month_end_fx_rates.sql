-- Every published month-end (R1) with the rate of every currency that is known on it (R23).
with bounds as (
    select
        min(starts_on) as first_on
    from {{ ref('int_unit_mrr_segments') }}
),

instants as (
    select cast(billing_as_of as date) as as_of_date from {{ ref('int_as_of_resolved') }}
),

months as (
    {{ month_end_spine('(select first_on from bounds)', '(select as_of_date from instants)') }}
),

published as (
    select months.month_end_date
    from months
    inner join instants
        on {{ add_days('months.month_end_date', 1) }} <= instants.as_of_date
),

rates as (
    select * from {{ ref('int_fx_rate_intervals') }}
),

currencies as (
    select distinct currency from {{ ref('int_mrr_line_rates') }}
),

final as (
    select
        published.month_end_date,
        currencies.currency,
        rates.usd_rate as fx_rate,
        rates.rate_date,
        {{ days_between('rates.rate_date', 'published.month_end_date') }} > {{ var('fx_stale_days') }}
            and currencies.currency <> 'usd' as is_stale
    from published
    cross join currencies
    left join rates
        on currencies.currency = rates.currency
        and rates.valid_from <= published.month_end_date
        and published.month_end_date < rates.valid_to
)

select * from final
