{{ config(meta={'parts': {
    'by': 'invoice_id',
    'of': ['stg_stripe__invoices'],
    'through': {'stg_stripe__invoices': ['_source_file', 'stg_stripe__invoices']}
}}) }}
-- Exports repeat invoices. Only the few rows that a later export replaced are kept here: an
-- anti-join against them is much smaller than a window over whole invoices.
with versions as (
    select
        invoice_id,
        _source_file,
        _source_row,
        row_number() over (
            partition by invoice_id
            order by {{ latest_version_first() }}
        ) as recency
    from {{ ref('stg_stripe__invoices') }}
),

final as (
    select
        invoice_id,
        _source_file,
        _source_row
    from versions
    where recency > 1
)

select * from final
