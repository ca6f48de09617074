-- What the ledger had to decide or could not know: negative sums, remainders taken as zero, discounts
-- of unknown duration, lines without an interval or rate, currencies without or with old FX rates.
with sums as (
    select * from {{ ref('int_unit_rate_segments') }}
),

lines as (
    select * from {{ ref('int_mrr_line_rates') }}
    where unknown_discount > 0 or exclusion in ('unknown_interval', 'unknown_rate') or invoice_status = 'unknown'
),

rates as (
    select * from {{ ref('int_month_end_fx_rates') }}
),

exceptions as (
    select
        case when rate < -{{ var('mrr_zero_threshold') }} then 'negative_mrr' else 'remainder_taken_as_zero' end as exception_code,
        unit_id, cast(null as string) as invoice_id, cast(null as string) as line_id, currency, starts_on, ends_on, rate as amount
    from sums
    where rate <> 0 and rate <= {{ var('mrr_zero_threshold') }}
    union all
    select 'unknown_discount_duration', unit_id, invoice_id, line_id, currency, starts_on, ends_on, unknown_discount
    from lines
    where unknown_discount > 0 and line_class = 'recurring'
    union all
    select exclusion, unit_id, invoice_id, line_id, currency, starts_on, ends_on, amount
    from lines
    where exclusion in ('unknown_interval', 'unknown_rate')
    union all
    select 'unknown_invoice_status', unit_id, invoice_id, line_id, currency, starts_on, ends_on, amount
    from lines
    where invoice_status = 'unknown'
    union all
    select
        case when fx_rate is null then 'no_fx_rate' else 'old_fx_rate' end,
        null, null, null, currency, month_end_date, {{ add_days('month_end_date', 1) }}, null
    from rates
    where fx_rate is null or is_stale
),

final as (
    select
        exception_code,
        unit_id,
        invoice_id,
        line_id,
        currency,
        starts_on,
        ends_on,
        cast(amount as decimal(18, 2)) as amount
    from exceptions
)

select * from final
