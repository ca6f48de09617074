{{ config(meta={'parts': {'by': 'unit_id', 'of': ['int_reconciliation_parts', 'int_billing_units']}}) }}
-- Why a unit's MRR at a month-end differs from what it was invoiced in that month: one row per
-- reason that is not zero. The reasons of a unit-month add up to the difference, to the cent.
with parts as (
    select * from {{ ref('int_reconciliation_parts') }}
),

units as (
    select * from {{ ref('int_billing_units') }}
),

totals as (
    select
        unit_id,
        month_end_date,
        case when count(*) = count(ledger_usd) then cast(sum(ledger_usd) as decimal(18, 2)) end as ledger_usd,
        case when count(*) = count(invoiced_usd) then cast(sum(invoiced_usd) as decimal(18, 2)) end as invoiced_usd,
        cast(sum(amount_usd) as decimal(18, 2)) as explained_usd
    from parts
    group by unit_id, month_end_date
),

reasons as (
    select unit_id, month_end_date, reason_code, cast(sum(amount_usd) as decimal(18, 2)) as amount_usd
    from parts
    group by unit_id, month_end_date, reason_code
    having cast(sum(amount_usd) as decimal(18, 2)) <> 0
    union all
    -- Each reason is rounded to the cent; what that leaves is named too.
    select unit_id, month_end_date, 'rounding', cast(ledger_usd - invoiced_usd - explained_usd as decimal(18, 2))
    from totals
    where ledger_usd - invoiced_usd - explained_usd <> 0
),

final as (
    select
        totals.unit_id,
        units.account_id,
        case when units.account_id is null then totals.unit_id end as billing_customer_id,
        totals.month_end_date,
        coalesce(reasons.reason_code, case when totals.ledger_usd is null or totals.invoiced_usd is null then 'no_fx_rate' else 'matched' end) as reason_code,
        totals.ledger_usd,
        totals.invoiced_usd,
        cast(totals.ledger_usd - totals.invoiced_usd as decimal(18, 2)) as difference_usd,
        coalesce(reasons.amount_usd, 0) as amount_usd
    from totals
    left join reasons
        on totals.unit_id = reasons.unit_id
        and totals.month_end_date = reasons.month_end_date
    left join units
        on totals.unit_id = units.unit_id
)

select * from final
