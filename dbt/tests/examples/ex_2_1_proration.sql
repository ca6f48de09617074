-- EX-2.1: monthly 100, upgraded to 200 on Jan 16; with a 25% coupon the debit is +77.42.
with lines as (
    select 'credit' as label, -51.61 as amount, 100.0 as unit_amount, cast(null as double) as percent,
        100.0 as sibling_rate, -99.994375 as raw, -100.00 as rate
    union all select 'debit', 103.23, 200.0, null, 100.0, 200.008125, 200.00
    union all select 'debit with coupon', 77.42, 200.0, 25.0, 75.0, 150.001250, 150.00
),

periods as (
    select
        lines.*,
        cast(percent as double) as counted_percent,
        cast('2024-01-16' as timestamp) as starts_at,
        cast('2024-02-01' as timestamp) as ends_at,
        cast('2024-01-01' as timestamp) as sibling_start
    from lines
),

fractions as (
    select
        periods.*,
        {{ proration_fraction('starts_at', 'ends_at', 'sibling_start', "'month'", 1) }} as fraction,
        -- Without a sibling the calendar month before Feb 1 says the same.
        {{ proration_fraction('starts_at', 'ends_at', 'cast(null as timestamp)', "'month'", 1) }} as calendar_fraction
    from periods
),

rates as (
    select
        fractions.*,
        {{ proration_rate('amount', 'fraction', interval_months("'month'", 1)) }} as raw_rate
    from fractions
),

snapped as (
    select
        rates.*,
        cast({{ snapped_rate(
            'raw_rate',
            'sibling_rate',
            'unit_amount',
            discounted_list_rate('1', 'unit_amount', 'counted_percent', '0.01', '1')
        ) }} as double) as actual_rate
    from rates
),

days as (
    select 100.0 as starting, cast(sum(actual_rate) as double) as change
    from snapped
    where label in ('credit', 'debit')
),

compared as (
    select concat('f of ', label) as label, fraction as actual, cast(16 as double) / 31 as expected from snapped
    union all
    select concat('calendar f of ', label), calendar_fraction, cast(16 as double) / 31 from snapped
    union all
    select concat('raw rate of ', label), raw_rate, cast(raw as double) from snapped
    union all
    select concat('rate of ', label), actual_rate, cast(rate as double) from snapped
    union all
    select 'MRR on Jan 20', starting + change, 200 from days
)

{{ expect_close('compared') }}
