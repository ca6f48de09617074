-- Where a unit's coverage in a currency ends no longer than the grace period before as_of, or after it,
-- whether MRR may be carried on: not when a subscription behind the last covered day has ended, nor when a
-- later invoice of it is uncollectible (R18). A coverage that ends after as_of is carried for days that
-- surveys know and billing does not yet, so that nobody's ARR is 0 for want of an invoice that has not landed.
with last_ends as (
    select
        unit_id,
        currency,
        max(ends_on) as ends_on
    from {{ ref('int_unit_rate_segments') }}
    where rate > {{ var('mrr_zero_threshold') }}
    group by unit_id, currency
),

instants as (
    select cast(billing_as_of as date) as as_of_date from {{ ref('int_as_of_resolved') }}
),

candidates as (
    select last_ends.*
    from last_ends
    inner join instants
        on {{ days_between('last_ends.ends_on', 'instants.as_of_date') }} <= {{ var('grace_days') }}
),

lines as (
    select
        candidates.unit_id,
        candidates.currency,
        candidates.ends_on as coverage_end,
        coalesce(rates.subscription_id, '') as subscription_id,
        rates.monthly_rate,
        rates.starts_on,
        rates.ends_on,
        rates.exclusion
    from candidates
    inner join {{ ref('int_mrr_line_rates') }} as rates
        on candidates.unit_id = rates.unit_id
        and candidates.currency = rates.currency
        and rates.ends_on >= candidates.ends_on
),

behind as (
    select distinct unit_id, currency, coverage_end, subscription_id
    from lines
    where monthly_rate <> 0 and starts_on < coverage_end
),

blocks as (
    select
        behind.unit_id,
        behind.currency,
        coalesce(subscriptions.is_ended, false) as is_blocked
    from behind
    left join {{ ref('int_stripe_subscriptions_resolved') }} as subscriptions
        on behind.subscription_id = subscriptions.subscription_id
    union all
    select
        behind.unit_id,
        behind.currency,
        true
    from behind
    inner join lines
        on behind.unit_id = lines.unit_id
        and behind.currency = lines.currency
        and behind.subscription_id = lines.subscription_id
    where lines.exclusion = 'uncollectible' and lines.ends_on > behind.coverage_end
),

final as (
    select
        unit_id,
        currency,
        not bool_or(is_blocked) as is_carried
    from blocks
    group by unit_id, currency
)

select * from final
