{{ config(meta={'parts': {'by': 'unit_id', 'of': ['int_unit_mrr_monthly', 'int_unit_grace_months']}}) }}
-- One row per ledger unit and published month-end with MRR, in US dollars at that month-end's rate.
with monthly as (
    select
        monthly.*,
        graces.unit_id is not null as in_grace
    from {{ ref('int_unit_mrr_monthly') }} as monthly
    left join {{ ref('int_unit_grace_months') }} as graces
        on monthly.unit_id = graces.unit_id
        and monthly.currency = graces.currency
        and monthly.month_end_date = graces.month_end_date
),

final as (
    select
        unit_id,
        account_id,
        billing_customer_id,
        month_end_date,
        case when count(*) = count(mrr_usd) then cast(sum(mrr_usd) as decimal(18, 2)) end as mrr_usd,
        bool_or(in_grace) as in_grace,
        case when count(*) > count(mrr_usd) then 'no_fx_rate' end as null_reason
    from monthly
    group by unit_id, account_id, billing_customer_id, month_end_date
)

select * from final
