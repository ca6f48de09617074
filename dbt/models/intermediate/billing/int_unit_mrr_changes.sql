{{ config(meta={'parts': {'by': 'unit_id', 'of': ['int_unit_mrr_monthly']}}) }}
-- Each unit's and currency's MRR at one month-end beside the month-end before, with the operational
-- change at the later rate (metrics.md section 2 'FX', R24). A month-end after the last positive
-- one has a row too: that is where churn stands.
with monthly as (
    select * from {{ ref('int_unit_mrr_monthly') }}
),

rates as (
    select * from {{ ref('int_month_end_fx_rates') }}
),

ends as (
    select unit_id, account_id, billing_customer_id, currency, month_end_date,
        cast(0 as decimal(18, 2)) as native_start, mrr_native as native_end,
        cast(0 as decimal(18, 2)) as usd_start, coalesce(mrr_usd, 0) as usd_end
    from monthly
    union all
    select unit_id, account_id, billing_customer_id, currency, last_day({{ add_days('month_end_date', 1) }}),
        mrr_native, cast(0 as decimal(18, 2)),
        coalesce(mrr_usd, 0), cast(0 as decimal(18, 2))
    from monthly
),

paired as (
    select
        unit_id,
        account_id,
        billing_customer_id,
        currency,
        month_end_date,
        cast(sum(native_start) as decimal(18, 2)) as native_start,
        cast(sum(native_end) as decimal(18, 2)) as native_end,
        cast(sum(usd_start) as decimal(18, 2)) as usd_start,
        cast(sum(usd_end) as decimal(18, 2)) as usd_end
    from ends
    group by unit_id, account_id, billing_customer_id, currency, month_end_date
),

final as (
    select
        paired.*,
        coalesce({{ operational_change('paired.native_start', 'paired.native_end', 'rates.fx_rate') }}, 0) as operational_change
    from paired
    -- The month after the last published one has no row here.
    inner join rates
        on paired.currency = rates.currency
        and paired.month_end_date = rates.month_end_date
)

select * from final
