{{ config(meta={'parts': {
    'by': 'invoice_id',
    'of': ['int_mrr_line_rates', 'stg_stripe__invoices'],
    'through': {'stg_stripe__invoices': ['_source_file', 'stg_stripe__invoices']}
}}) }}
-- The term of each invoice at every published quarter-end that it covers and by which it was known.
with quarter_ends as (

    select distinct month_end_date as t0 from {{ ref('int_month_end_fx_rates') }}
    where {{ is_quarter_end('month_end_date') }}

),

lines as (

    select account_id, invoice_id, starts_on, ends_on from {{ ref('int_mrr_line_rates') }}
    where account_id is not null and monthly_rate > 0

),

invoices as (

    select invoice_id, min(created_at) as created_at from {{ ref('stg_stripe__invoices') }}
    group by invoice_id

),

final as (

    select
        lines.account_id,
        lines.invoice_id,
        quarter_ends.t0,
        max(lines.ends_on) as ends_on
    from lines
    inner join quarter_ends
        on lines.starts_on <= quarter_ends.t0
        and quarter_ends.t0 < lines.ends_on
    left join invoices
        on lines.invoice_id = invoices.invoice_id
    where coalesce(invoices.created_at < {{ known_before('quarter_ends.t0') }}, true)
    group by lines.account_id, lines.invoice_id, quarter_ends.t0

)

select * from final
