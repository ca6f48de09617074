{{ config(meta={'parts': {'by': 'unit_id', 'of': ['int_unit_plan_intervals']}}) }}
-- The plan tier of a unit at each published month-end. The next invoice extends a unit's last interval, which is most
-- of what lands; at the month-ends that have been its plan stays what it was.
with plans as (
    select * from {{ ref('int_unit_plan_intervals') }}
),

months as (
    select distinct month_end_date from {{ ref('int_month_end_fx_rates') }}
),

final as (
    select
        plans.unit_id,
        months.month_end_date,
        plans.plan_tier
    from plans
    inner join months
        on plans.starts_on <= months.month_end_date
        and months.month_end_date < plans.ends_on
)

select * from final
