-- Subscriptions with the end they had at as_of; an end dated later is undone (R1, R18).
with subscriptions as (
    {{ newest_versions(ref('stg_stripe__subscriptions'), 'subscription_id') }}
),

instants as (
    select billing_as_of as as_of from {{ ref('int_as_of_resolved') }}
),

final as (
    select
        subscriptions.subscription_id,
        subscriptions.customer_id,
        subscriptions.items,
        subscriptions.started_at,
        case
            when subscriptions.ended_at < instants.as_of then subscriptions.ended_at
            when subscriptions.ended_at is null
                and subscriptions.status in ('canceled', 'incomplete_expired')
                and coalesce(subscriptions.canceled_at < instants.as_of, true)
                then coalesce(subscriptions.canceled_at, subscriptions.created_at)
        end as ended_at,
        coalesce(
            subscriptions.ended_at < instants.as_of,
            subscriptions.status in ('canceled', 'incomplete_expired')
                and coalesce(subscriptions.canceled_at < instants.as_of, true),
            false
        ) as is_ended
    from subscriptions
    cross join instants
)

select * from final
