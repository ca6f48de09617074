-- For each proration line the ordinary line of the same subscription and period end: its real
-- start, its own rate and its coupons. Several items of one subscription may end together; the
-- closest in item and price is taken, and its rate is a candidate only for the same price and
-- quantity, so that a price change of less than the tolerance is not swallowed.
with prorations as (
    select * from {{ ref('int_billing_lines_unified') }}
    where is_proration and line_class = 'recurring' and subscription_id is not null
),

ordinary as (
    select
        lines.*,
        cast({{ ledger_round(ordinary_rate('amount', 'counted_discount', 'months')
            ~ ' * ' ~ ex_tax_share('amount', '(counted_discount + uncounted_discount)', 'inclusive_tax')) }} as double) as rate,
        {{ ex_tax_share('amount', '(counted_discount + uncounted_discount)', 'inclusive_tax') }} as untaxed_share
    from {{ ref('int_billing_lines_unified') }} as lines
    where not is_proration and line_class = 'recurring' and subscription_id is not null and amount > 0
),

pairs as (
    select
        prorations.billing_source,
        prorations.invoice_id,
        prorations.line_id,
        ordinary.period_start_at,
        ordinary.rate,
        ordinary.untaxed_share,
        ordinary.counted_percent,
        ordinary.uncounted_percent,
        ordinary.quantity = prorations.quantity
            and case
                when ordinary.price_id is not null and prorations.price_id is not null
                    then ordinary.price_id = prorations.price_id
                else coalesce(ordinary.unit_amount = prorations.unit_amount, true)
            end as is_same_price,
        row_number() over (
            partition by prorations.billing_source, prorations.invoice_id, prorations.line_id
            order by
                case when ordinary.subscription_item_id = prorations.subscription_item_id then 0 else 1 end nulls last,
                case when ordinary.price_id = prorations.price_id then 0 else 1 end nulls last,
                case when ordinary.quantity = prorations.quantity then 0 else 1 end nulls last,
                case when ordinary.unit_amount = prorations.unit_amount then 0 else 1 end nulls last,
                case when ordinary.invoice_status in ('void', 'draft') then 1 else 0 end nulls last,
                ordinary.invoiced_at desc nulls last,
                ordinary.invoice_id nulls last,
                ordinary.line_id nulls last
        ) as position
    from prorations
    inner join ordinary
        on prorations.unit_id = ordinary.unit_id
        and prorations.subscription_id = ordinary.subscription_id
        and prorations.period_end_at = ordinary.period_end_at
        and prorations.billing_interval = ordinary.billing_interval
        and prorations.interval_count = ordinary.interval_count
        and prorations.currency = ordinary.currency
),

final as (
    select
        billing_source,
        invoice_id,
        line_id,
        period_start_at as full_start_at,
        case when is_same_price and rate > 0 then rate end as sibling_rate,
        untaxed_share,
        counted_percent,
        uncounted_percent
    from pairs
    where position = 1
)

select * from final
