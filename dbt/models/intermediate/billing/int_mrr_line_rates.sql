{{ config(meta={'parts': {
    'by': 'invoice_id',
    'of': ['int_billing_lines_unified', 'int_proration_rates', 'int_stripe_credits_applied'],
    'through': {'int_stripe_subscriptions_resolved': ['subscription_id', 'int_billing_lines_unified']}
}}) }}
-- One row per invoice line: the monthly rate it asserts on [starts_on, ends_on), or why it asserts
-- none. The ledger's centre: fct_mrr_intervals are its rows with a rate.
with lines as (
    select * from {{ ref('int_billing_lines_unified') }}
),

prorations as (
    select * from {{ ref('int_proration_rates') }}
),

line_credits as (
    select * from {{ ref('int_stripe_credits_applied') }}
    where line_id is not null
),

invoice_credits as (
    select * from {{ ref('int_stripe_credits_applied') }}
    where line_id is null
),

ended as (
    select subscription_id, ended_at from {{ ref('int_stripe_subscriptions_resolved') }}
    where is_ended
),

rated as (
    select
        lines.*,
        case
            when lines.is_proration then prorations.rate
            else {{ ledger_round(ordinary_rate('lines.amount', 'lines.counted_discount', 'lines.months')
                ~ ' * ' ~ ex_tax_share('lines.amount', '(lines.counted_discount + lines.uncounted_discount)', 'lines.inclusive_tax')) }}
        end as uncredited_rate,
        greatest(
            1 - coalesce(cast(line_credits.credited as double) / nullif(abs(cast(lines.amount as double)), 0), 0)
                - coalesce(invoice_credits.credited_share, 0),
            0
        ) as remaining_share,
        coalesce(invoice_credits.is_full_refund
            and ended.ended_at <= {{ add_hours('lines.period_start_at', 24 * var('goodwill_void_days')) }}, false) as is_refunded
    from lines
    left join prorations
        on lines.billing_source = prorations.billing_source
        and lines.invoice_id = prorations.invoice_id
        and lines.line_id = prorations.line_id
    left join line_credits
        on lines.invoice_id = line_credits.invoice_id
        and lines.line_id = line_credits.line_id
    left join invoice_credits
        on lines.invoice_id = invoice_credits.invoice_id
    left join ended
        on lines.subscription_id = ended.subscription_id
),

asserted as (
    select
        rated.*,
        case
            when line_class <> 'recurring' then line_class
            when invoice_status in ('draft', 'void', 'uncollectible') then invoice_status
            when is_refunded then 'refunded'
            when starts_on >= ends_on or starts_on is null or ends_on is null then 'no_period'
            when uncredited_rate is null then 'unknown_rate'
            when uncredited_rate = 0 then 'zero_rate'
        end as exclusion
    from rated
),

final as (
    select
        -- ids
        billing_source, invoice_id, line_id, unit_id, account_id, billing_customer_id, subscription_id, product_id,
        -- attributes
        currency, invoice_status, line_class, billing_interval, interval_count, is_proration,
        -- money
        amount, inclusive_tax, exclusive_tax, counted_discount, uncounted_discount, unknown_discount, uncredited_rate,
        -- times and lineage
        starts_on, ends_on, invoiced_at, last_day(cast(invoiced_at as date)) as month_end_date, _source_file, _source_row,
        exclusion,
        case
            when exclusion is not null then cast(0 as decimal(18, 2))
            when remaining_share = 1 then uncredited_rate
            else {{ ledger_round('cast(uncredited_rate as double) * remaining_share') }}
        end as monthly_rate,
        case
            when exclusion is not null then cast(null as string)
            when remaining_share < 1 then 'credit_note'
            when is_proration then 'proration'
            when counted_discount > 0 then 'discounted'
            else 'recurring'
        end as reason
    from asserted
)

select * from final
