-- The published curve never rises, and everybody who was contacted while watched is in it once.
with curve as (
    select
        *,
        lag(survival) over (partition by period_type, arr_tier order by hours) as survival_before
    from {{ ref('loop_time_to_action') }}
), contacted as (
    select cast(count(*) as bigint) as contacted
    from {{ ref('fct_loops') }}
    where is_on_clock and is_contacted_while_watched
), summed as (
    select cast(sum(contacted) as bigint) as contacted
    from curve
    where period_type = 'all' and arr_tier = 'all'
)
select 'rises' as problem, count(*) as problem_count from curve
where survival > survival_before + 1e-12
having count(*) > 0
union all
select 'contacted', abs(contacted.contacted - coalesce(summed.contacted, 0))
from contacted
cross join summed
where contacted.contacted <> coalesce(summed.contacted, 0)
