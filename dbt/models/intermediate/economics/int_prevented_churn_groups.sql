{{ config(tags=['estimator_input']) }}
-- Per window and design, the eligible index responses with their group.
--   landmark: the loop was closed with a documented action by the landmark, against all others.
--   pre_program: the same treated, against index responses whose landmark precedes the program,
--     whatever their window (the secular trend stays in the difference).
--   holdout: intention to treat, as assigned by chance.
with candidates as (

    select
        *,
        coalesce(action_documented_at <= landmark_at, false) as is_closed_by_landmark
    from {{ ref('int_prevented_churn_candidates') }}
    where eligibility = 'eligible'

),

windows as (

    select * from {{ ref('int_prevented_churn_windows') }}

),

grouped as (

    select
        windows.design, windows.window_start, windows.window_end,
        candidates.moment_key,
        candidates.is_closed_by_landmark as is_treated
    from windows
    inner join candidates
        on windows.landmark_days = candidates.landmark_days
        and candidates.index_date between windows.window_start and windows.window_end
    where windows.design = 'landmark'

    union all

    select
        windows.design, windows.window_start, windows.window_end,
        candidates.moment_key,
        candidates.landmark_date >= program_started_on as is_treated
    from windows
    inner join candidates
        on windows.landmark_days = candidates.landmark_days
    cross join {{ ref('int_program_start') }}
    where windows.design = 'pre_program'
        and (candidates.landmark_date < program_started_on
            or (candidates.index_date >= program_started_on and candidates.is_closed_by_landmark
                and candidates.index_date between windows.window_start and windows.window_end))

    union all

    select
        windows.design, windows.window_start, windows.window_end,
        candidates.moment_key,
        assignments.holdout_group = 'treated' as is_treated
    from windows
    inner join candidates
        on windows.landmark_days = candidates.landmark_days
        and candidates.index_date between windows.window_start and windows.window_end
    inner join {{ ref('int_holdout_assignments') }} as assignments
        on candidates.index_response_key = assignments.index_response_key
    where windows.design = 'holdout'

),

final as (

    select
        grouped.design,
        grouped.window_start,
        grouped.window_end,
        grouped.is_treated,
        candidates.*,
        cast(candidates.arr_landmark_usd as double) as arr_usd,
        cast(candidates.arr_loss_usd as double) as loss_usd,
        candidates.arr_loss_usd >= candidates.arr_landmark_usd / 2 as is_churn_event,
        -- closed only after the landmark: stays a control, and feeds the fake treatment
        case when not grouped.is_treated and candidates.action_documented_at > candidates.landmark_at
            then candidates.action_documented_at
        end as closed_late_at
    from grouped
    inner join candidates on grouped.moment_key = candidates.moment_key

)

select * from final
