-- What a price says about its interval, for lines that carry only its id: the prices entity, else
-- the price or plan objects inside subscription items.
with prices as (
    {{ newest_versions(ref('stg_stripe__prices'), 'price_id') }}
),

subscriptions as (
    select
        subscription_id,
        {{ json_text('items', '$.data') }} as items
    from {{ ref('int_stripe_subscriptions_resolved') }}
),

items as (
    {{ explode_json_array('subscriptions', 'items') }}
),

item_records as (
    select
        {{ json_record('item', [
            {'price': ['id', 'product', 'type', 'unit_amount', 'unit_amount_decimal', {'recurring': ['interval', 'interval_count', 'usage_type']}]},
            {'plan': ['id', 'product', 'amount', 'amount_decimal', 'interval', 'interval_count', 'usage_type']},
        ]) }} as record
    from items
),

price_records as (
    select
        prices.*,
        {{ json_record('recurring', ['interval', 'interval_count', 'usage_type']) }} as record
    from prices
),

candidates as (
    select
        price_id,
        product_id,
        price_type,
        record['interval'] as billing_interval,
        try_cast(record['interval_count'] as integer) as interval_count,
        record['usage_type'] as usage_type,
        unit_amount_minor,
        1 as priority
    from price_records
    union all
    select
        record['price']['id'],
        {{ stripe_id("record['price']['product']") }},
        record['price']['type'],
        record['price']['recurring']['interval'],
        try_cast(record['price']['recurring']['interval_count'] as integer),
        record['price']['recurring']['usage_type'],
        try_cast(coalesce(record['price']['unit_amount_decimal'], record['price']['unit_amount']) as double),
        2
    from item_records
    union all
    select
        record['plan']['id'],
        {{ stripe_id("record['plan']['product']") }},
        'recurring',
        record['plan']['interval'],
        try_cast(record['plan']['interval_count'] as integer),
        record['plan']['usage_type'],
        try_cast(coalesce(record['plan']['amount_decimal'], record['plan']['amount']) as double),
        3
    from item_records
),

ranked as (
    select
        candidates.*,
        row_number() over (
            partition by price_id
            order by priority nulls last, billing_interval nulls last, interval_count nulls last, product_id nulls last,
                unit_amount_minor nulls last, usage_type nulls last, price_type nulls last
        ) as position
    from candidates
    where price_id is not null
),

final as (
    select
        price_id,
        product_id,
        price_type,
        billing_interval,
        interval_count,
        usage_type,
        unit_amount_minor
    from ranked
    where position = 1
)

select * from final
