-- Credited money by line (line_id filled) or, for notes without invoice lines, by invoice (line_id
-- NULL, amount as a share of the invoice total) (R21).
with notes as (
    select * from {{ ref('int_stripe_credit_notes_resolved') }}
),

items as (
    {{ explode_json_array('notes', 'note_lines') }}
),

line_credits as (
    select
        credit_note_id,
        invoice_id,
        {{ json_text('item', '$.invoice_line_item') }} as line_id,
        try_cast({{ json_text('item', '$.amount') }} as decimal(18, 0)) * minor_unit as credited
    from items
    where is_scaling and {{ json_text('item', '$.invoice_line_item') }} is not null
),

invoice_shares as (
    select
        notes.invoice_id,
        cast(notes.amount as double) / nullif(cast(notes.invoice_total as double), 0) as credited_share
    from notes
    where notes.is_scaling
        and notes.credit_note_id not in (select line_credits.credit_note_id from line_credits)
),

full_refunds as (
    select distinct invoice_id from notes
    where is_full_refund
),

components as (
    select invoice_id, line_id, credited, null as credited_share, 0 as full_refund from line_credits
    union all
    select invoice_id, null, null, credited_share, 0 from invoice_shares
    union all
    select invoice_id, null, null, null, 1 from full_refunds
),

final as (
    select
        invoice_id,
        line_id,
        cast(sum(credited) as decimal(18, 4)) as credited,
        cast(sum(credited_share) as double) as credited_share,
        max(full_refund) = 1 as is_full_refund
    from components
    group by invoice_id, line_id
)

select * from final
