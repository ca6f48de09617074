-- Overflow: an owner who holds more loops than program/routing says hands the last due over to the segment's team, up
-- to the room that its owner has; beyond that the team stands without a person. What is already a task in the CRM
-- counts first and stays where it is.
with first_choice as (

    select assignments.*, steps.due_at
    from {{ ref('int_queue_assignments') }} as assignments
    inner join {{ ref('int_queue_steps') }} as steps on assignments.response_key = steps.response_key

),

capacities as (

    select owner_id, max(capacity) as capacity
    from {{ ref('int_routing_rules') }}
    where owner_id is not null
    group by owner_id

),

held as (

    select
        first_choice.*,
        coalesce(first_choice.is_loop and first_choice.level <> 'task_owner' and row_number() over (
            partition by first_choice.is_loop, first_choice.first_owner_id
            order by case when first_choice.level = 'task_owner' then 0 else 1 end nulls last, due_at nulls last, response_id, response_key
        ) > capacities.capacity, false) as is_overflow
    from first_choice
    left join capacities on first_choice.first_owner_id = capacities.owner_id

),

relieved as (

    select
        *,
        case
            when has_band_team and coalesce(arr_band_owner_id, ' ') <> first_owner_id then arr_band_owner_id
            when coalesce(segment_owner_id, ' ') <> first_owner_id then segment_owner_id
        end as relief_owner_id,
        case
            when has_band_team and coalesce(arr_band_owner_id, ' ') <> first_owner_id then arr_band_team
            when coalesce(segment_owner_id, ' ') <> first_owner_id then segment_team
        end as relief_team
    from held

),

loads as (

    select first_owner_id as owner_id, count(*) as kept
    from relieved
    where is_loop and not is_overflow
    group by first_owner_id

),

ranked as (

    select
        relieved.*,
        capacities.capacity - coalesce(loads.kept, 0) as spare,
        row_number() over (partition by relieved.is_overflow, relieved.relief_owner_id order by due_at nulls last, response_id, response_key) as relief_place
    from relieved
    left join capacities on relieved.relief_owner_id = capacities.owner_id
    left join loads on relieved.relief_owner_id = loads.owner_id

),

final as (

    select
        response_key,
        theme,
        arr_band,
        role_class,
        is_urgent,
        case when is_overflow then 'overflow' else level end as routed_by,
        case when is_overflow then coalesce(relief_team, first_team) else first_team end as team,
        case
            when not is_overflow then first_owner_id
            when coalesce(relief_place <= spare, true) then relief_owner_id
        end as owner_id
    from ranked

)

select * from final
