{{ config(meta={'parts': {
    'by': 'person_key',
    'of': ['int_operational_detractors', 'int_operational_loop_members', 'int_operational_loop_tasks'],
    'through': {'int_unit_mrr_segments': ['unit_id', {'int_operational_detractors': 'account_id'}]}
}}) }}
-- Every loop with its state at the moment of observation (R34, R41): open until a task is completed or it lapses.
-- Loops of accounts that chance has put into the holdout are withheld: nobody is asked to work on them.
with loops as (

    {{ loops_of(ref('int_operational_detractors'), ref('int_operational_loop_members'), ref('int_operational_loop_tasks'), ref('int_operational_clock')) }}

),

groups as (

    {{ holdout_groups('loops', 'loop_id', 'account_id', 'opened_at') }}

),

final as (

    select
        loops.*,
        coalesce(groups.holdout_group = 'holdout', false) as is_withheld,
        case
            when loops.closed_at is not null then 'closed'
            when loops.lapses_at <= clock.observed_at then 'lapsed'
            else 'open'
        end as state
    from loops
    cross join {{ ref('int_operational_clock') }} as clock
    left join groups on loops.loop_id = groups.loop_id

)

select * from final
