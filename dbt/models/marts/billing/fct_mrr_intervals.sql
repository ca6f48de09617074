{{ config(meta={'parts': {'by': 'invoice_id', 'of': ['int_mrr_line_rates', 'int_mrr_carried_lines']}}) }}
-- The ledger itself: every interval in which an invoice line asserts a monthly rate, and the
-- intervals that carry a line's rate through a gap or the grace period. MRR of a unit on a day is
-- the sum of the rates that cover it (see the exceptions in quality.mrr_reconciliation_exceptions).
with rates as (
    select * from {{ ref('int_mrr_line_rates') }}
    where monthly_rate <> 0
),

carried as (
    select * from {{ ref('int_mrr_carried_lines') }}
),

intervals as (
    select
        line_id, invoice_id, subscription_id, account_id, unit_id, billing_customer_id, currency, billing_source,
        reason, monthly_rate, starts_on, ends_on, _source_file, _source_row
    from rates
    union all
    select
        line_id, invoice_id, subscription_id, account_id, unit_id, billing_customer_id, currency, billing_source,
        'grace', monthly_rate, carried_from, carried_until, _source_file, _source_row
    from carried
),

final as (
    select
        line_id,
        invoice_id,
        subscription_id,
        account_id,
        unit_id,
        billing_customer_id,
        billing_source,
        currency,
        reason,
        monthly_rate,
        starts_on,
        ends_on,
        _source_file,
        cast(_source_row as bigint) as _source_row
    from intervals
)

select * from final
