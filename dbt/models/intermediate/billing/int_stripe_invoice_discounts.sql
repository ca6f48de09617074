{{ config(meta={'parts': {'by': 'invoice_id', 'of': ['int_stripe_lines_parsed', 'int_stripe_invoices_resolved']}}) }}
-- The coupons behind the discount objects that invoices and their lines carry.
with lines as (
    select invoice_id, discount_amounts, discounts from {{ ref('int_stripe_lines_parsed') }}
    where {{ has_json_object('discount_amounts') }} or {{ has_json_object('discounts') }}
),

line_discounts as (
    {{ explode_json_array('lines', 'discount_amounts') }}
),

objects as (
    select invoice_id, {{ json_text('item', '$.discount') }} as item, 1 as priority from line_discounts
    union all
    select invoice_id, item, 2 from ({{ discount_objects(ref('int_stripe_invoices_resolved'), 'discounts', 'invoice_id') }}) as a
    union all
    select invoice_id, item, 2 from ({{ discount_objects(ref('int_stripe_invoices_resolved'), 'discount', 'invoice_id') }}) as b
    union all
    select invoice_id, item, 3 from ({{ discount_objects('lines', 'discounts', 'invoice_id') }}) as c
),

named as (
    {{ named_discounts('objects', ['invoice_id', 'priority']) }}
),

final as (
    select distinct invoice_id, priority, discount_id, coupon from named
    where discount_id is not null and coupon is not null
)

select * from final
