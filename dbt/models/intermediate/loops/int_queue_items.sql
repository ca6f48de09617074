-- What waits for somebody at the moment of observation (R41), one row each: every open loop that no holdout withholds,
-- by its opening response, and the last answer of every passive or promoter of the last days that no completed task
-- names and no loop covers.
with clock as (

    select * from {{ ref('int_operational_clock') }}

),

answers as (

    select responses.*
    from {{ ref('int_operational_responses') }} as responses
    inner join (
        select response_key, max(version_number) as version_number from {{ ref('int_operational_responses') }}
        where not is_internal
        group by response_key
    ) as newest on responses.response_key = newest.response_key and responses.version_number = newest.version_number

),

-- a person's last answer is among those of the last days, or it does not wait
latest as (

    select
        answers.*,
        row_number() over (partition by person_key order by responded_at desc nulls last, response_key desc) as place
    from answers
    cross join clock
    where answers.responded_at > {{ add_hours('clock.observed_at', -24 * var('queue_window_days')) }}

),

loops as (

    select * from {{ ref('int_operational_loops') }}
    where state = 'open'

),

done as (

    select distinct nps_response_id as response_id
    from {{ ref('int_operational_tasks') }}
    where not is_deleted and completed_at is not null

),

waiting as (

    select
        loops.loop_id, openings.response_key, openings.source, openings.response_id,
        loops.account_id, loops.contact_id, loops.contact_key, loops.task_owner_id,
        'detractor' as nps_class, loops.survey_type, loops.score, openings.comment_redacted, openings.language,
        loops.is_action_written, loops.opened_at, loops.first_outreach_at, loops.lapses_at
    from loops
    inner join answers as openings on loops.opening_response_key = openings.response_key
    where not loops.is_withheld

    union all

    select
        cast(null as {{ dbt.type_string() }}), latest.response_key, latest.source, latest.response_id,
        latest.account_id, latest.contact_id, latest.contact_key, cast(null as {{ dbt.type_string() }}),
        latest.nps_class, latest.survey_type, latest.score, latest.comment_redacted, latest.language,
        false, latest.responded_at, cast(null as timestamp), cast(null as timestamp)
    from latest
    left join loops on latest.person_key = loops.person_key
    left join done on latest.response_id = done.response_id
    where latest.place = 1
        and latest.nps_class <> 'detractor'
        and loops.loop_id is null
        and done.response_id is null

),

dated as (

    -- ARR as int_loops takes it: where billing reaches less far, the last one known
    select
        waiting.*,
        clock.observed_at,
        case when clock.billing_as_of is not null then waiting.account_id end as billed_unit_id,
        least(cast(waiting.opened_at as date), {{ add_days('clock.billing_as_of', -1) }}) as arr_date
    from waiting
    cross join clock

),

arr as (

    {{ arr_at('dated', 'response_key', 'billed_unit_id', 'arr_date') }}

),

final as (

    select
        dated.*,
        arr.arr_usd,
        case when arr.arr_usd >= {{ var('sla_high_arr_usd') }} then 'high' else 'standard' end as arr_tier,
        case when arr.arr_usd >= {{ var('sla_high_arr_usd') }} then {{ var('sla_hours_high') }} else {{ var('sla_hours_standard') }} end as sla_hours
    from dated
    inner join arr on dated.response_key = arr.response_key

)

select * from final
