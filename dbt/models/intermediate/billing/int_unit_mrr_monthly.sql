{{ config(meta={'parts': {'by': 'unit_id', 'of': ['int_unit_mrr_segments']}}) }}
-- MRR of each unit and currency at each published month-end; rows only where it is positive.
-- mrr_usd and fx_rate are NULL where no FX rate is known. What grace carries is told apart in
-- int_unit_grace_months: an invoice that follows ends a grace and changes no MRR, which is most of what lands.
with segments as (
    select * from {{ ref('int_unit_mrr_segments') }}
),

rates as (
    select * from {{ ref('int_month_end_fx_rates') }}
),

final as (
    select
        segments.unit_id,
        segments.account_id,
        segments.billing_customer_id,
        rates.month_end_date,
        segments.currency,
        segments.mrr_native,
        {{ to_usd('segments.mrr_native', 'rates.fx_rate') }} as mrr_usd,
        rates.fx_rate
    from segments
    inner join rates
        on segments.currency = rates.currency
        and segments.starts_on <= rates.month_end_date
        and rates.month_end_date < segments.ends_on
)

select * from final
