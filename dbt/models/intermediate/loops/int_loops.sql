-- One row per loop (R34, R35): what opened it, who answers for it, and its three events. A closure
-- after the lapse does not count; an outreach after it still does.
with openings as (

    -- where billing reaches less far than surveys, ARR is the last one known
    select
        responses.*,
        members.loop_id,
        case when billing_as_of is not null then responses.account_id end as billed_unit_id,
        least(cast(responses.responded_at as date), {{ add_days('billing_as_of', -1) }}) as arr_date,
        {{ add_seconds('responses.responded_at', 86400 * var('loop_lapse_days')) }} as lapses_at
    from {{ ref('int_detractor_responses') }} as responses
    cross join {{ ref('int_as_of_resolved') }}
    inner join {{ ref('int_loop_members') }} as members
        on responses.response_key = members.loop_id and members.is_opener

),

arr as (

    {{ arr_at('openings', 'loop_id', 'billed_unit_id', 'arr_date') }}

),

members as (

    select loop_id, cast(count(*) as bigint) as member_count
    from {{ ref('int_loop_members') }}
    group by loop_id

),

tasks as (

    select
        tasks.*,
        members.loop_id,
        row_number() over (
            partition by members.loop_id
            order by tasks.created_at nulls last, tasks.task_id
        ) as task_order
    from {{ ref('int_loop_tasks') }} as tasks
    inner join {{ ref('int_loop_members') }} as members
        on tasks.response_key = members.response_key

),

events as (

    select
        loop_id,
        min(case when task_order = 1 then owner_id end) as owner_id,
        min(first_outreach_at) as first_outreach_at,
        min(completed_at) as completed_at,
        min(case when is_documented then completed_at end) as documented_at,
        cast(count(distinct task_id) as bigint) as task_count
    from tasks
    group by loop_id

),


final as (

    select
        -- ids
        openings.loop_id,
        openings.response_key as opening_response_key,
        openings.account_id,
        openings.contact_id,
        openings.contact_key,
        openings.person_key,
        coalesce(events.owner_id, accounts.owner_id) as owner_id,

        -- attributes
        openings.survey_type,
        case when arr.arr_usd >= {{ var('sla_high_arr_usd') }} then 'high' else 'standard' end as arr_tier,

        -- numbers
        openings.score,
        arr.arr_usd,
        members.member_count,
        coalesce(events.task_count, 0) as task_count,

        -- times
        openings.responded_at as opened_at,
        events.first_outreach_at,
        case when events.documented_at <= openings.lapses_at then events.documented_at end as action_documented_at,
        case when events.completed_at <= openings.lapses_at then events.completed_at end as closed_at,
        openings.lapses_at
    from openings
    inner join members on openings.loop_id = members.loop_id
    inner join arr on openings.loop_id = arr.loop_id
    left join events on openings.loop_id = events.loop_id
    left join {{ ref('int_accounts_unified') }} as accounts on openings.account_id = accounts.account_id

)

select * from final
