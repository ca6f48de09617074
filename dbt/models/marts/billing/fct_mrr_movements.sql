{{ config(meta={'parts': {'by': 'unit_id', 'of': ['int_unit_mrr_changes']}}) }}
-- What moved each unit's MRR from one month-end to the next: signed, one row per type, zero rows
-- omitted (R25). A unit's currencies are summed first; its FX effect is a row of its own.
with changes as (
    select * from {{ ref('int_unit_mrr_changes') }}
),

units as (
    select
        unit_id,
        account_id,
        billing_customer_id,
        month_end_date,
        cast(sum(usd_start) as decimal(18, 2)) as usd_start,
        cast(sum(usd_end) as decimal(18, 2)) as usd_end,
        cast(sum(operational_change) as decimal(18, 2)) as operational_change
    from changes
    group by unit_id, account_id, billing_customer_id, month_end_date
),

history as (
    select
        units.*,
        min(case when usd_end > 0 then month_end_date end) over (partition by unit_id) < month_end_date as had_earlier
    from units
),

moved as (
    select
        unit_id,
        account_id,
        billing_customer_id,
        month_end_date,
        {{ movement_type('usd_start', 'usd_end', 'operational_change', 'had_earlier') }} as movement_type,
        operational_change as amount_usd
    from history
    union all
    select
        unit_id,
        account_id,
        billing_customer_id,
        month_end_date,
        'fx',
        usd_end - usd_start - operational_change
    from history
),

final as (
    select
        unit_id,
        account_id,
        billing_customer_id,
        month_end_date,
        movement_type,
        cast(amount_usd as decimal(18, 2)) as amount_usd
    from moved
    where amount_usd <> 0
)

select * from final
