-- EX-2.2 (Stripe's glossary): 100 subscribers at 100 a month and 50 at 600 a year are 12,500.
with lines as (
    select 100 as subscribers, cast(100 as decimal(18, 4)) as amount, 'month' as billing_interval
    union all select 50, cast(600 as decimal(18, 4)), 'year'
),

rates as (
    select
        subscribers,
        {{ ledger_round(ordinary_rate('amount', 'cast(0 as decimal(18, 4))', interval_months('billing_interval', 1))) }} as rate
    from lines
),

compared as (
    select 'MRR' as label, cast(sum(subscribers * rate) as double) as actual, cast(12500 as double) as expected
    from rates
    union all
    select 'annual 12,000', cast({{ ledger_round(ordinary_rate('12000', '0', interval_months("'year'", 1))) }} as double), 1000
)

{{ expect_close('compared') }}
