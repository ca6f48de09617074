{{ config(materialized='view', meta={'parts': {'by': 'invoice_id', 'of': ['int_stripe_lines_parsed', 'int_stripe_line_adjustments']}}) }}
-- Stripe lines in the shape of int_billing_lines_unified: interval and unit price from the line's
-- own price object, else from the price it names.
with lines as (
    select * from {{ ref('int_stripe_lines_parsed') }}
),

prices as (
    select * from {{ ref('int_stripe_prices_resolved') }}
),

adjustments as (
    select * from {{ ref('int_stripe_line_adjustments') }}
),

priced as (
    select
        lines.*,
        adjustments.counted_discount,
        adjustments.uncounted_discount,
        adjustments.unknown_discount,
        adjustments.inclusive_tax,
        adjustments.exclusive_tax,
        adjustments.counted_percent,
        adjustments.uncounted_percent,
        coalesce(lines.billing_interval, prices.billing_interval) as known_interval,
        case when lines.billing_interval is not null then lines.interval_count else prices.interval_count end as known_count,
        coalesce(lines.usage_type, prices.usage_type) as known_usage,
        coalesce(lines.price_type, prices.price_type) as known_type,
        coalesce(lines.product_id, prices.product_id) as known_product_id,
        coalesce(lines.unit_amount_minor, prices.unit_amount_minor) as known_unit_amount_minor
    from lines
    left join prices
        on lines.price_id = prices.price_id
    left join adjustments
        on lines.invoice_id = adjustments.invoice_id
        and lines.line_id = adjustments.line_id
),

final as (
    select
        'stripe' as billing_source,
        invoice_id,
        line_id,
        customer_id as billing_customer_id,
        subscription_id,
        subscription_item_id,
        price_id,
        known_product_id as product_id,
        currency,
        invoice_status,
        known_interval as billing_interval,
        coalesce(known_count, 1) as interval_count,
        case
            when known_usage = 'metered' then 'metered'
            when {{ interval_months('known_interval', 1) }} is not null then 'recurring'
            when is_subscription_line and coalesce(known_type, 'recurring') = 'recurring' then 'unknown_interval'
            else 'one_off'
        end as line_class,
        minor_unit,
        amount,
        coalesce(inclusive_tax, 0) as inclusive_tax,
        coalesce(exclusive_tax, 0) as exclusive_tax,
        coalesce(counted_discount, 0) as counted_discount,
        coalesce(uncounted_discount, 0) as uncounted_discount,
        coalesce(unknown_discount, 0) as unknown_discount,
        counted_percent,
        uncounted_percent,
        coalesce(quantity, 1) as quantity,
        known_unit_amount_minor * cast(minor_unit as double) as unit_amount,
        is_proration,
        period_start_at,
        period_end_at,
        invoiced_at,
        _source_file,
        _source_row
    from priced
)

select * from final
