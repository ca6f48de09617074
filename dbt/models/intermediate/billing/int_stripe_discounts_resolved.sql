-- Which coupon stands behind a discount id, and whether it lowers MRR (R20). Discount objects are
-- looked for wherever the API may have put them; ids are unique, so every place says the same.
with objects as (
    select item, 4 as priority from ({{ discount_objects(ref('stg_stripe__subscriptions'), 'discounts') }}) as d
    union all
    select item, 4 from ({{ discount_objects(ref('stg_stripe__subscriptions'), 'discount') }}) as e
    union all
    select item, 5 from ({{ discount_objects(ref('stg_stripe__customers'), 'discount') }}) as f
),

named as (
    select priority, discount_id, coupon from {{ ref('int_stripe_invoice_discounts') }}
    union all
    select priority, discount_id, coupon from ({{ named_discounts('objects', ['priority']) }}) as others
),

ranked as (
    select
        discount_id,
        {{ stripe_id('coupon') }} as coupon_id,
        {{ json_record('coupon', ['duration', 'duration_in_months', 'percent_off', 'amount_off']) }} as inline,
        row_number() over (partition by discount_id order by priority nulls last, coupon nulls last) as position
    from named
    where discount_id is not null and coupon is not null
),

coupons as (
    {{ newest_versions(ref('stg_stripe__coupons'), 'coupon_id') }}
),

final as (
    select
        ranked.discount_id,
        ranked.coupon_id,
        coalesce(ranked.inline['duration'], coupons.duration) as duration,
        coalesce(try_cast(ranked.inline['duration_in_months'] as integer), coupons.duration_in_months) as duration_in_months,
        coalesce(try_cast(ranked.inline['percent_off'] as double), coupons.percent_off) as percent_off
    from ranked
    left join coupons
        on ranked.coupon_id = coupons.coupon_id
    where ranked.position = 1
)

select * from final
