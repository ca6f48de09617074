{{ config(meta={'parts': {'by': 'unit_id', 'of': ['int_mrr_line_rates']}}) }}
-- The sum of all asserted rates per unit and currency, as intervals between the days on which it
-- changes: running sums of signed rates at interval boundaries. Renewals at the same rate cancel
-- out, so the result is far smaller than the lines.
with lines as (
    select unit_id, currency, starts_on, ends_on, monthly_rate
    from {{ ref('int_mrr_line_rates') }}
    where monthly_rate <> 0
),

events as (
    select unit_id, currency, starts_on as changed_on, monthly_rate as change from lines
    union all
    select unit_id, currency, ends_on, -monthly_rate from lines
),

changes as (
    select
        unit_id,
        currency,
        changed_on,
        cast(sum(change) as decimal(18, 2)) as change
    from events
    group by unit_id, currency, changed_on
    having cast(sum(change) as decimal(18, 2)) <> 0
),

final as (
    select
        unit_id,
        currency,
        changed_on as starts_on,
        lead(changed_on) over (partition by unit_id, currency order by changed_on nulls last) as ends_on,
        cast(sum(change) over (
            partition by unit_id, currency order by changed_on nulls last
            rows between unbounded preceding and current row
        ) as decimal(18, 2)) as rate
    from changes
)

select * from final
where ends_on is not null
