-- Credit notes in force at as_of: what they credit by line or on the whole invoice, and whether
-- they refund the invoice in full (R21).
with notes as (
    {{ newest_versions(ref('stg_stripe__credit_notes'), 'credit_note_id') }}
),

instants as (
    select billing_as_of as as_of from {{ ref('int_as_of_resolved') }}
),

invoices as (
    select invoice_id, minor_unit, total from {{ ref('int_stripe_invoices_resolved') }}
    where invoice_id in (select notes.invoice_id from notes)
),

in_force as (
    select
        notes.*,
        {{ json_text('notes.lines', '$.data') }} as note_lines,
        invoices.minor_unit,
        invoices.total as invoice_total
    from notes
    inner join instants
        on notes.created_at < instants.as_of
    inner join invoices
        on notes.invoice_id = invoices.invoice_id
    where notes.status <> 'void' or notes.voided_at >= instants.as_of or notes.status is null
),

refund_items as (
    {{ explode_json_array('in_force', 'refunds') }}
),

refunds as (
    select
        credit_note_id,
        cast(sum(try_cast({{ json_text('item', '$.amount_refunded') }} as decimal(18, 0))) as decimal(18, 0)) as refunded_minor
    from refund_items
    group by credit_note_id
),

final as (
    select
        in_force.credit_note_id,
        in_force.invoice_id,
        in_force.reason in ('duplicate', 'fraudulent', 'order_change') as is_scaling,
        in_force.note_lines,
        in_force.minor_unit,
        cast(coalesce(in_force.amount_minor, in_force.total_minor) * in_force.minor_unit as decimal(18, 4)) as amount,
        in_force.invoice_total,
        coalesce(
            in_force.invoice_total > 0 and in_force.minor_unit * greatest(
                coalesce(refunds.refunded_minor, 0),
                coalesce(in_force.refund_amount_minor, 0),
                case when in_force.refund_id is not null then coalesce(in_force.amount_minor, in_force.total_minor, 0) else 0 end
            ) >= in_force.invoice_total,
            false
        ) as is_full_refund
    from in_force
    left join refunds
        on in_force.credit_note_id = refunds.credit_note_id
)

select * from final
