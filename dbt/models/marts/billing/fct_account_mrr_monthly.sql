-- One row per ledger unit and published month-end with MRR, in US dollars at that month-end's rate.
with monthly as (
    select * from {{ ref('int_unit_mrr_monthly') }}
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
