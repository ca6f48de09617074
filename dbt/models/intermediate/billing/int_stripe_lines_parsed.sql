{{ config(meta={'parts': {'by': 'invoice_id', 'of': ['int_stripe_lines_collected']}}) }}
-- Both API shapes of a line in one: before 2025-03-31 (price, plan, proration on the line) and from
-- then on (parent, pricing). Empty arrays become NULL, so that later steps touch few rows.
with lines as (
    select
        collected.*,
        {{ json_record('period', ['start', 'end']) }} as periods,
        {{ json_record('price', ['id', 'product', 'type', 'unit_amount', 'unit_amount_decimal', {'recurring': ['interval', 'interval_count', 'usage_type']}]) }} as prices,
        {{ json_record('plan', ['id', 'product', 'amount', 'amount_decimal', 'interval', 'interval_count', 'usage_type']) }} as plans,
        {{ json_record('parent', [
            'type',
            {'subscription_item_details': ['proration', 'subscription', 'subscription_item']},
            {'invoice_item_details': ['proration', 'subscription']},
        ]) }} as parents,
        {{ json_record('pricing', ['unit_amount_decimal', {'price_details': ['price', 'product']}]) }} as pricings
    from {{ ref('int_stripe_lines_collected') }} as collected
),

shaped as (
    select
        lines.*,
        case when {{ is_json_object('price') }} then prices['id'] else price end as line_price_id,
        {{ stripe_id("pricings['price_details']['price']") }} as pricing_price_id,
        case parents['type']
            when 'subscription_item_details' then parents['subscription_item_details']['proration']
            when 'invoice_item_details' then parents['invoice_item_details']['proration']
        end as parent_proration,
        case parents['type']
            when 'subscription_item_details' then parents['subscription_item_details']['subscription']
            when 'invoice_item_details' then parents['invoice_item_details']['subscription']
        end as parent_subscription
    from lines
),

final as (
    select
        invoice_id,
        line_id,
        customer_id,
        coalesce({{ stripe_id('parent_subscription') }}, subscription_id) as subscription_id,
        coalesce(subscription_item_id, parents['subscription_item_details']['subscription_item']) as subscription_item_id,
        coalesce(line_price_id, pricing_price_id, plans['id']) as price_id,
        {{ stripe_id("coalesce(prices['product'], pricings['price_details']['product'], plans['product'])") }} as product_id,
        currency,
        invoice_status,
        coalesce(prices['recurring']['interval'], plans['interval']) as billing_interval,
        try_cast(coalesce(prices['recurring']['interval_count'], plans['interval_count']) as integer) as interval_count,
        coalesce(prices['recurring']['usage_type'], plans['usage_type']) as usage_type,
        prices['type'] as price_type,
        nullif(discount_amounts, '[]') as discount_amounts,
        nullif(discounts, '[]') as discounts,
        coalesce(nullif(taxes, '[]'), nullif(tax_amounts, '[]')) as taxes,
        minor_unit,
        cast(amount_minor * minor_unit as decimal(18, 4)) as amount,
        quantity,
        try_cast(coalesce(
            prices['unit_amount_decimal'], prices['unit_amount'], pricings['unit_amount_decimal'],
            plans['amount_decimal'], plans['amount']
        ) as double) as unit_amount_minor,
        coalesce({{ parse_boolean('parent_proration') }}, is_proration, false) as is_proration,
        coalesce(parents['type'] = 'subscription_item_details', line_type = 'subscription', false) as is_subscription_line,
        {{ epoch_to_timestamp("periods['start']") }} as period_start_at,
        {{ epoch_to_timestamp("periods['end']") }} as period_end_at,
        created_at as invoiced_at,
        _source_file,
        _source_row
    from shaped
)

select * from final
