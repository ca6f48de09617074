-- When each waiting answer is due, and its next step: of a loop the first of seed recovery_steps that is not done,
-- of a passive the weekly review, of a promoter the invitation to speak for us. Exactly at a deadline is in time.
with items as (

    select
        *,
        24 * case when nps_class = 'passive' then {{ var('passive_review_days') }} else {{ var('promoter_advocacy_days') }} end as review_hours
    from {{ ref('int_queue_items') }}

),

steps as (

    select
        items.*,
        steps.step,
        steps.sort_order,
        steps.done_when,
        case steps.deadline_rule
            when 'sla' then {{ add_hours('items.opened_at', 'items.sla_hours') }}
            when 'days' then {{ add_hours('items.opened_at', '24 * steps.deadline_days') }}
            when 'closure_age' then {{ add_hours('items.opened_at', 24 * var('closure_minimum_age_days')) }}
            when 'lapse' then items.lapses_at
        end as step_due_at
    from items
    cross join {{ ref('recovery_steps') }} as steps
    where items.loop_id is not null

),

undone as (

    select
        *,
        row_number() over (partition by response_key order by sort_order nulls last) as place
    from steps
    where not case done_when
        when 'outreach' then first_outreach_at is not null
        when 'action_or_deadline' then is_action_written or observed_at > step_due_at
        when 'action_written' then is_action_written
        else false
    end

),

dated as (

    select
        response_key,
        step as next_step,
        step_due_at as next_step_due_at,
        -- what the reports measure: outreach within the SLA, then closure before the loop counts in the closure rate
        case when first_outreach_at is null then {{ add_hours('opened_at', 'sla_hours') }} else {{ add_hours('opened_at', 24 * var('closure_minimum_age_days')) }} end as due_at,
        observed_at
    from undone
    where place = 1

    union all

    select
        response_key,
        case when nps_class = 'passive' then 'weekly_review' else 'invite_to_advocate' end,
        {{ add_hours('opened_at', 'review_hours') }},
        {{ add_hours('opened_at', 'review_hours') }},
        observed_at
    from items
    where loop_id is null

),

final as (

    select
        *,
        {{ seconds_between('observed_at', 'due_at') }} / 3600 as hours_left,
        observed_at > due_at as is_overdue
    from dated

)

select * from final
