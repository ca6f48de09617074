{{ config(meta={'parts': {'by': 'invoice_id', 'of': ['int_billing_lines_unified', 'int_proration_siblings_matched']}}) }}
-- The full monthly rate that each proration line asserts, before credit notes (metrics.md section
-- 2, R20a). Candidates are tried by snapped_rate().
with prorations as (
    select * from {{ ref('int_billing_lines_unified') }}
    where is_proration and line_class = 'recurring'
),

siblings as (
    select * from {{ ref('int_proration_siblings_matched') }}
),

matched as (
    select
        prorations.*,
        siblings.full_start_at,
        siblings.sibling_rate,
        coalesce(siblings.untaxed_share, {{ ex_tax_share('prorations.amount', '0', 'prorations.inclusive_tax') }}) as list_share,
        {{ ex_tax_share('prorations.amount', '0', 'prorations.inclusive_tax') }} as untaxed_share,
        -- Without discount amounts of its own, a line follows the coupons it names, else its sibling's.
        prorations.counted_discount + prorations.uncounted_discount > 0 as has_own_amounts,
        case
            when prorations.counted_percent is not null or prorations.uncounted_percent is not null then prorations.counted_percent
            else siblings.counted_percent
        end as list_counted_percent,
        case
            when prorations.counted_percent is not null or prorations.uncounted_percent is not null then prorations.uncounted_percent
            else siblings.uncounted_percent
        end as list_uncounted_percent,
        {{ proration_fraction('prorations.period_start_at', 'prorations.period_end_at', 'siblings.full_start_at', 'prorations.billing_interval', 'prorations.interval_count') }} as fraction
    from prorations
    left join siblings
        on prorations.billing_source = siblings.billing_source
        and prorations.invoice_id = siblings.invoice_id
        and prorations.line_id = siblings.line_id
),

candidates as (
    select
        matched.*,
        quantity * unit_amount / months * list_share as list_rate,
        {{ discounted_list_rate('quantity', 'unit_amount', 'list_counted_percent', 'minor_unit', 'months') }} * list_share as discounted_rate,
        {{ proration_rate('(amount + case when has_own_amounts then sign(amount) * uncounted_discount else 0 end)', 'fraction', 'months') }} * untaxed_share as own_rate
    from matched
),

-- A short coupon that the vendor netted is added back; a line that already shows a list rate was
-- not netted.
raw_rates as (
    select
        candidates.*,
        case
            when has_own_amounts or list_uncounted_percent is null or list_uncounted_percent >= 99.999999 then own_rate
            when {{ within_snap('abs(own_rate)', 'list_rate') }} or coalesce({{ within_snap('abs(own_rate)', 'discounted_rate') }}, false) then own_rate
            else own_rate / (1 - list_uncounted_percent / 100)
        end as raw_rate
    from candidates
),

final as (
    select
        billing_source,
        invoice_id,
        line_id,
        fraction,
        raw_rate,
        {{ snapped_rate('raw_rate', 'sibling_rate', 'list_rate', 'discounted_rate') }} as rate
    from raw_rates
)

select * from final
