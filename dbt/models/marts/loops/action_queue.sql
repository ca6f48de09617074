-- Today's work: what waits for somebody at the moment of observation (R41), when it is due, whose it is and what comes
-- next. Every accepted row counts: the detractor of this morning is in it.
with items as (

    select * from {{ ref('int_queue_items') }}

),

steps as (

    select * from {{ ref('int_queue_steps') }}

),

routes as (

    select * from {{ ref('int_queue_routes') }}

),

final as (

    select
        -- ids
        items.response_key,
        items.response_id,
        items.loop_id,
        items.account_id,
        items.contact_key,
        routes.owner_id,

        -- attributes
        items.nps_class,
        items.survey_type,
        routes.theme,
        items.arr_tier,
        routes.arr_band,
        routes.role_class,
        routes.team,
        routes.routed_by,
        steps.next_step,

        -- numbers
        cast(items.score as bigint) as score,
        items.arr_usd,
        cast(case when items.loop_id is not null then items.sla_hours end as bigint) as sla_hours,
        cast(steps.hours_left as double) as hours_left,

        -- booleans
        routes.is_urgent,
        steps.is_overdue,

        -- times
        items.opened_at,
        items.first_outreach_at,
        steps.due_at,
        steps.next_step_due_at,
        items.lapses_at,
        items.observed_at
    from items
    inner join steps on items.response_key = steps.response_key
    inner join routes on items.response_key = routes.response_key

)

select * from final
