{{ config(meta={'parts': {'by': 'invoice_id', 'of': ['int_stripe_lines_parsed']}}) }}
-- Discounts and taxes of a line, one row per line that has any. Amounts are magnitudes in major
-- units: a proration line repeats its discount with either sign (R20a).
with lines as (
    select * from {{ ref('int_stripe_lines_parsed') }}
    where discount_amounts is not null or discounts is not null or taxes is not null
),

amounts as (
    {{ explode_json_array('lines', 'discount_amounts') }}
),

-- A proration line may name its discounts without amounts.
named as (
    {{ explode_json_array('(select * from lines where discount_amounts is null and is_proration)', 'discounts') }}
),

taxes as (
    {{ explode_json_array('lines', 'taxes') }}
),

discounts as (
    select * from {{ ref('int_stripe_discounts_resolved') }}
),

line_discounts as (
    select
        invoice_id,
        line_id,
        {{ stripe_id(json_text('item', '$.discount')) }} as discount_id,
        abs(try_cast({{ json_text('item', '$.amount') }} as decimal(18, 0))) * minor_unit as amount
    from amounts
    union all
    select
        invoice_id,
        line_id,
        {{ stripe_id('item') }},
        null
    from named
),

classified as (
    select
        line_discounts.*,
        discounts.duration is null as is_unknown,
        {{ is_discount_counted('discounts.duration', 'discounts.duration_in_months') }} as is_counted,
        -- greatest() would turn the unknown percentage of an amount-off coupon into 100.
        case when discounts.percent_off is not null
            then ln(greatest(1 - discounts.percent_off / 100, 0.000000000001))
        end as log_remaining
    from line_discounts
    left join discounts
        on line_discounts.discount_id = discounts.discount_id
),

components as (
    select
        invoice_id,
        line_id,
        case when is_counted then amount end as counted_discount,
        case when not is_counted then amount end as uncounted_discount,
        case when is_unknown then amount end as unknown_discount,
        case when is_counted then log_remaining end as counted_log,
        case when not is_counted then log_remaining end as uncounted_log,
        null as inclusive_tax,
        null as exclusive_tax
    from classified
    union all
    select
        invoice_id,
        line_id,
        null, null, null, null, null,
        case when {{ is_inclusive_tax('item') }} then {{ tax_amount('item') }} end,
        case when not {{ is_inclusive_tax('item') }} then {{ tax_amount('item') }} end
    from taxes
),

final as (
    select
        invoice_id,
        line_id,
        cast(coalesce(sum(counted_discount), 0) as decimal(18, 4)) as counted_discount,
        cast(coalesce(sum(uncounted_discount), 0) as decimal(18, 4)) as uncounted_discount,
        cast(coalesce(sum(unknown_discount), 0) as decimal(18, 4)) as unknown_discount,
        cast(coalesce(sum(inclusive_tax), 0) as decimal(18, 4)) as inclusive_tax,
        cast(coalesce(sum(exclusive_tax), 0) as decimal(18, 4)) as exclusive_tax,
        -- Stacked percentages apply one after the other.
        cast(100 * (1 - exp(sum(counted_log))) as double) as counted_percent,
        cast(100 * (1 - exp(sum(uncounted_log))) as double) as uncounted_percent
    from components
    group by invoice_id, line_id
)

select * from final
