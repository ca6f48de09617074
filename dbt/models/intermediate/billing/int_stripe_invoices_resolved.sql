{{ config(materialized='view', meta={'parts': {
    'by': 'invoice_id',
    'of': ['stg_stripe__invoices', 'int_stripe_invoices_superseded'],
    'through': {'stg_stripe__invoices': ['_source_file', 'stg_stripe__invoices']},
    'crossed': {'billing_as_of': {'stg_stripe__invoices': [
        'created_at', 'finalized_at', 'paid_at', 'voided_at', 'uncollectible_at',
        add_hours('coalesce(due_at, created_at)', 24 * var('open_invoice_uncollectible_days')),
    ]}}
}}) }}
-- The invoices known at as_of with the status they had then (R1, R19). A view: its JSON is wide
-- and read once.
with invoices as (
    select * from {{ ref('stg_stripe__invoices') }}
),

superseded as (
    select * from {{ ref('int_stripe_invoices_superseded') }}
),

instants as (
    select billing_as_of as as_of from {{ ref('int_as_of_resolved') }}
),

currencies as (
    select * from {{ ref('currencies') }}
),

known as (
    select
        invoices.*,
        instants.as_of,
        coalesce(currencies.minor_unit, cast(0.01 as decimal(4, 3))) as minor_unit
    from invoices
    inner join instants
        on invoices.created_at < instants.as_of
    left join superseded
        on invoices._source_file = superseded._source_file
        and invoices._source_row = superseded._source_row
    left join currencies
        on invoices.currency = currencies.currency
    where superseded._source_file is null
),

dated as (
    select
        known.*,
        case
            when status = 'void' and coalesce(voided_at < as_of, true) then 'void'
            when status = 'draft' or finalized_at >= as_of then 'draft'
            when paid_at < as_of or (status = 'paid' and paid_at is null) then 'paid'
            when uncollectible_at < as_of or (status = 'uncollectible' and uncollectible_at is null)
                then 'uncollectible'
            when status is null then 'unknown'
            else 'open'
        end as status_at_as_of
    from known
),

final as (
    select
        invoice_id,
        customer_id,
        subscription_id,
        currency,
        discount,
        discounts,
        lines,
        case
            when status_at_as_of = 'open'
                and {{ add_hours('coalesce(due_at, created_at)', 24 * var('open_invoice_uncollectible_days')) }} <= as_of
                then 'uncollectible'
            else status_at_as_of
        end as invoice_status,
        minor_unit,
        cast(total_minor * minor_unit as decimal(18, 4)) as total,
        created_at,
        _source_file,
        _source_row
    from dated
)

select * from final
