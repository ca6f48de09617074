{{ config(meta={'parts': {'by': 'unit_id', 'of': ['int_mrr_line_rates', 'int_unit_mrr_segments']}}) }}
-- The plan tier of a unit over time: the plan with the greatest rate on each day, ties by name. The
-- tier is the product's metadata.plan_tier, else its name. Gaps that the ledger bridges keep the
-- plan before them.
with products as (
    {{ newest_versions(ref('stg_stripe__products'), 'product_id') }}
),

lines as (
    select
        rates.unit_id,
        rates.starts_on,
        rates.ends_on,
        rates.monthly_rate,
        coalesce({{ json_text('products.metadata', '$.plan_tier') }}, products.product_name, 'unknown') as plan_tier
    from {{ ref('int_mrr_line_rates') }} as rates
    left join products
        on rates.product_id = products.product_id
    where rates.monthly_rate <> 0
),

changes as (
    select unit_id, plan_tier, changed_on, cast(sum(change) as decimal(18, 2)) as change
    from (
        select unit_id, plan_tier, starts_on as changed_on, monthly_rate as change from lines
        union all
        select unit_id, plan_tier, ends_on, -monthly_rate from lines
    ) as events
    group by unit_id, plan_tier, changed_on
    having cast(sum(change) as decimal(18, 2)) <> 0
),

plan_segments as (
    select
        unit_id,
        plan_tier,
        changed_on as starts_on,
        lead(changed_on) over (partition by unit_id, plan_tier order by changed_on nulls last) as ends_on,
        cast(sum(change) over (
            partition by unit_id, plan_tier order by changed_on nulls last
            rows between unbounded preceding and current row
        ) as decimal(18, 2)) as rate
    from changes
),

-- A unit's days are cut where any of its plans changes; there are few plans per unit.
cuts as (
    select
        unit_id,
        changed_on,
        lead(changed_on) over (partition by unit_id order by changed_on nulls last) as next_changed_on
    from (select distinct unit_id, changed_on from changes) as dates
),

winners as (
    select
        cuts.unit_id,
        cuts.changed_on,
        cuts.next_changed_on,
        plan_segments.plan_tier,
        row_number() over (
            partition by cuts.unit_id, cuts.changed_on
            order by plan_segments.rate desc nulls last, plan_segments.plan_tier nulls last
        ) as position
    from cuts
    inner join plan_segments
        on cuts.unit_id = plan_segments.unit_id
        and plan_segments.starts_on <= cuts.changed_on
        and cuts.changed_on < plan_segments.ends_on
    where plan_segments.rate > {{ var('mrr_zero_threshold') }}
),

covered as (
    select unit_id, max(ends_on) as covered_until from {{ ref('int_unit_mrr_segments') }}
    group by unit_id
),

ordered as (
    select
        winners.*,
        lead(winners.changed_on) over (partition by winners.unit_id order by winners.changed_on nulls last) as following
    from winners
    where winners.position = 1
),

final as (
    select
        ordered.unit_id,
        ordered.plan_tier,
        ordered.changed_on as starts_on,
        case
            when ordered.following is null then greatest(ordered.next_changed_on, covered.covered_until)
            when {{ days_between('ordered.next_changed_on', 'ordered.following') }} <= {{ var('grace_days') }} then ordered.following
            else ordered.next_changed_on
        end as ends_on
    from ordered
    left join covered
        on ordered.unit_id = covered.unit_id
)

select * from final
