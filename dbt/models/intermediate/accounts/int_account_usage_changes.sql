-- Usage of each account in the last 30 days beside the 30 before. A table of its own: it reads all usage, and changes
-- with nothing else.
with windows as (

    select
        {{ add_days('usage_as_of', -60) }} as earlier_from,
        {{ add_days('usage_as_of', -30) }} as recent_from
    from {{ ref('int_as_of_resolved') }}

),

reported as (

    select
        cast(count(distinct case when daily.usage_date >= windows.recent_from then daily.usage_date end) as bigint) as recent_days,
        cast(count(distinct case when daily.usage_date < windows.recent_from then daily.usage_date end) as bigint) as earlier_days
    from {{ ref('int_usage_daily') }} as daily
    inner join windows
        on daily.usage_date >= windows.earlier_from

),

counted as (

    select
        daily.account_id,
        cast(sum(case when daily.usage_date >= windows.recent_from then daily.events else 0 end) as bigint) as recent_events,
        cast(sum(case when daily.usage_date >= windows.earlier_from and daily.usage_date < windows.recent_from then daily.events else 0 end) as bigint) as earlier_events
    from {{ ref('int_usage_daily') }} as daily
    cross join windows
    where daily.account_id is not null
    group by daily.account_id

),

final as (

    select
        counted.account_id,
        {{ usage_change('counted.recent_events', 'counted.earlier_events', 'reported.recent_days', 'reported.earlier_days') }} as usage_change
    from counted
    cross join reported

)

select * from final
