{{ config(meta={'parts': {'by': 'unit_id', 'of': ['int_unit_mrr_segments']}}) }}
-- The published month-ends at which grace carries a unit's MRR in a currency (R18).
with segments as (
    select * from {{ ref('int_unit_mrr_segments') }}
    where is_grace
),

months as (
    select currency, month_end_date from {{ ref('int_month_end_fx_rates') }}
),

final as (
    select
        segments.unit_id,
        segments.currency,
        months.month_end_date,
        segments.mrr_native
    from segments
    inner join months
        on segments.currency = months.currency
        and segments.starts_on <= months.month_end_date
        and months.month_end_date < segments.ends_on
)

select * from final
