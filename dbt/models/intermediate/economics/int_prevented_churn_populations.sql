-- One row per window and design, also where nothing can be estimated: how many index responses there
-- are, why some take no part, both groups over all eligible rows with the articles' naive figure, and
-- the share of treated ARR on support.
{%- set keys = ['design', 'window_start', 'window_end'] %}
with windows as (

    select * from {{ ref('int_prevented_churn_windows') }}

),

groups as (

    select
        *,
        coalesce(action_documented_at > landmark_at, false) as is_closed_late
    from {{ ref('int_prevented_churn_groups') }}

),

naive as (

    {{ naive_prevented_churn('groups', keys) }}

),

late as (

    select
        {{ keys | join(', ') }},
        {{ ratio('count(case when not is_treated and is_closed_late then 1 end)', 'count(case when not is_treated then 1 end)') }} as late_closed_control_share
    from groups
    group by {{ keys | join(', ') }}

),

candidates as (

    select
        windows.design, windows.window_start, windows.window_end,
        cast(count(candidates.moment_key) as bigint) as index_count,
        cast(count(case when candidates.eligibility = 'churned_before_landmark' then 1 end) as bigint) as churned_before_landmark_count,
        cast(count(case when candidates.eligibility in ('not_active_at_index', 'exchange_rate_missing') then 1 end) as bigint) as not_eligible_count
    from windows
    left join {{ ref('int_prevented_churn_candidates') }} as candidates
        on windows.landmark_days = candidates.landmark_days
        and candidates.index_date between windows.window_start and windows.window_end
    group by windows.design, windows.window_start, windows.window_end

),

final as (

    select
        windows.design, windows.window_start, windows.window_end, windows.is_all, windows.landmark_days,
        candidates.index_count,
        candidates.churned_before_landmark_count,
        candidates.not_eligible_count,
        coalesce(naive.treated_count, 0) as treated_count,
        coalesce(naive.control_count, 0) as control_count,
        naive.treated_arr,
        naive.naive_prevented,
        late.late_closed_control_share
    from windows
    inner join candidates
        on windows.design = candidates.design and windows.window_start = candidates.window_start and windows.window_end = candidates.window_end
    left join naive
        on windows.design = naive.design and windows.window_start = naive.window_start and windows.window_end = naive.window_end
    left join late
        on windows.design = late.design and windows.window_start = late.window_start and windows.window_end = late.window_end

)

select * from final
