{{ config(meta={'parts': {
    'by': 'unit_id',
    'of': ['int_invoiced_reasons', 'int_ledger_reasons', 'int_unit_mrr_monthly', 'int_billing_invoices_totalled'],
    'or': {'by': 'month_end_date', 'of': ['int_month_end_fx_rates']}
}}) }}
-- Per unit, currency and published month: the ledger, what was invoiced, and every reason in native
-- money and US dollars at the month-end's rate. What no reason explains is a reason of its own.
with reasons as (
    select unit_id, currency, month_end_date, reason_code, cast(sum(amount) as decimal(18, 4)) as amount
    from (
        select unit_id, currency, month_end_date, reason_code, amount from {{ ref('int_invoiced_reasons') }}
        union all
        select unit_id, currency, month_end_date, reason_code, amount from {{ ref('int_ledger_reasons') }}
    ) as both_sides
    group by unit_id, currency, month_end_date, reason_code
),

invoiced as (
    select unit_id, currency, month_end_date,
        cast(sum(invoiced_native) as decimal(18, 4)) as invoiced_native,
        case when bool_and(has_rate) then cast(sum(invoiced_usd) as decimal(18, 2)) end as invoiced_usd
    from {{ ref('int_billing_invoices_totalled') }}
    group by unit_id, currency, month_end_date
),

facts as (
    select unit_id, currency, month_end_date, mrr_native as ledger_native, mrr_usd as ledger_usd,
        cast(0 as decimal(18, 4)) as invoiced_native, cast(0 as decimal(18, 2)) as invoiced_usd, cast(0 as decimal(18, 4)) as explained
    from {{ ref('int_unit_mrr_monthly') }}
    union all
    select unit_id, currency, month_end_date, cast(0 as decimal(18, 2)), cast(0 as decimal(18, 2)), invoiced_native, invoiced_usd, cast(0 as decimal(18, 4))
    from invoiced
    union all
    select unit_id, currency, month_end_date, cast(0 as decimal(18, 2)), cast(0 as decimal(18, 2)), cast(0 as decimal(18, 4)), cast(0 as decimal(18, 2)), amount
    from reasons
),

totals as (
    select
        facts.unit_id,
        facts.currency,
        facts.month_end_date,
        rates.fx_rate,
        cast(sum(facts.invoiced_native) as decimal(18, 4)) as invoiced_native,
        cast(sum(facts.ledger_native) - sum(facts.invoiced_native) - sum(facts.explained) as decimal(18, 4)) as unexplained,
        case when count(*) = count(facts.ledger_usd) then cast(sum(facts.ledger_usd) as decimal(18, 2)) end as ledger_usd,
        case when count(*) = count(facts.invoiced_usd) then cast(sum(facts.invoiced_usd) as decimal(18, 2)) end as invoiced_usd
    from facts
    inner join {{ ref('int_month_end_fx_rates') }} as rates
        on facts.currency = rates.currency
        and facts.month_end_date = rates.month_end_date
    group by facts.unit_id, facts.currency, facts.month_end_date, rates.fx_rate
),

final as (
    -- One row with the totals, so that each is counted once.
    select unit_id, currency, month_end_date, ledger_usd, invoiced_usd, 'fx' as reason_code,
        {{ to_usd('invoiced_native', 'fx_rate') }} - invoiced_usd as amount_usd
    from totals
    union all
    select unit_id, currency, month_end_date, cast(0 as decimal(18, 2)), cast(0 as decimal(18, 2)), 'unexplained', {{ to_usd('unexplained', 'fx_rate') }}
    from totals
    where unexplained <> 0
    union all
    select reasons.unit_id, reasons.currency, reasons.month_end_date, cast(0 as decimal(18, 2)), cast(0 as decimal(18, 2)), reasons.reason_code,
        {{ to_usd('reasons.amount', 'totals.fx_rate') }}
    from reasons
    inner join totals
        on reasons.unit_id = totals.unit_id
        and reasons.currency = totals.currency
        and reasons.month_end_date = totals.month_end_date
    where reasons.amount <> 0
)

select * from final
