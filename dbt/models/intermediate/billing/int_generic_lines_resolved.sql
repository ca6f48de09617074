{{ config(materialized='view', meta={'parts': {
    'by': 'invoice_id',
    'of': [],
    'crossed': {'billing_as_of': {'stg_generic__billing_lines': [
        'coalesce(invoiced_at, period_start_at)',
        add_hours('coalesce(invoiced_at, period_start_at)', 24 * var('open_invoice_uncollectible_days')),
    ]}}
}}) }}
-- Generic billing lines in the shape of int_billing_lines_unified. As in Stripe, `amount` is before
-- discounts on ordinary lines and net of them on proration lines, and tax comes on top.
with lines as (
    {{ newest_versions(ref('stg_generic__billing_lines'), 'line_id') }}
),

instants as (
    select billing_as_of as as_of from {{ ref('int_as_of_resolved') }}
),

currencies as (
    select * from {{ ref('currencies') }}
),

known as (
    select
        lines.*,
        coalesce(currencies.minor_unit, cast(0.01 as decimal(4, 3))) as minor_unit,
        coalesce(lines.invoiced_at, lines.period_start_at) as known_invoiced_at,
        abs(coalesce(lines.discount_amount, 0)) as discount,
        abs(coalesce(lines.discount_amount, 0)) * 100 / nullif(cast(
            abs(lines.amount) + case when coalesce(lines.is_proration, false) then abs(coalesce(lines.discount_amount, 0)) else 0 end as double
        ), 0) as discount_percent,
        {{ is_discount_counted("case when lines.discount_duration_months is not null then 'repeating' end", 'lines.discount_duration_months') }} as is_counted,
        instants.as_of
    from lines
    inner join instants
        on coalesce(lines.invoiced_at, lines.period_start_at) < instants.as_of
    left join currencies
        on lines.currency = currencies.currency
),

final as (
    select
        'generic' as billing_source,
        invoice_id,
        line_id,
        customer_id as billing_customer_id,
        subscription_id,
        cast(null as string) as subscription_item_id,
        cast(null as string) as price_id,
        cast(null as string) as product_id,
        currency,
        case
            when invoice_status in ('void', 'voided') then 'void'
            when invoice_status in ('open', 'sent', 'past_due', 'overdue')
                then case
                    when {{ add_hours('known_invoiced_at', 24 * var('open_invoice_uncollectible_days')) }} <= as_of then 'uncollectible'
                    else 'open'
                end
            else coalesce(invoice_status, 'unknown')
        end as invoice_status,
        billing_interval,
        coalesce(interval_count, 1) as interval_count,
        case
            when not coalesce(is_recurring, billing_interval is not null) then 'one_off'
            when {{ interval_months('billing_interval', 1) }} is null then 'unknown_interval'
            else 'recurring'
        end as line_class,
        minor_unit,
        amount,
        cast(0 as decimal(18, 4)) as inclusive_tax,
        coalesce(tax_amount, 0) as exclusive_tax,
        case when is_counted then discount else 0 end as counted_discount,
        case when is_counted then 0 else discount end as uncounted_discount,
        case when discount_duration_months is null then discount else 0 end as unknown_discount,
        case when is_counted and discount > 0 then discount_percent end as counted_percent,
        case when not is_counted and discount > 0 then discount_percent end as uncounted_percent,
        coalesce(quantity, 1) as quantity,
        unit_amount,
        coalesce(is_proration, false) as is_proration,
        period_start_at,
        period_end_at,
        known_invoiced_at as invoiced_at,
        _source_file,
        _source_row
    from known
)

select * from final
