-- Teams that take part: named in program/routing, and their owner there closed a loop with a documented action in
-- the last complete quarter. A count over every named team has no sampling error; no row without a routing. Teams
-- without an owner are left out: a task has an owner, so nobody can see what they closed.
with as_of as (
    select cast(loop_as_of as date) as loop_as_of_date from {{ ref('int_as_of_resolved') }}
),

teams as (
    select distinct
        coalesce(team, owner_id) as team,
        owner_id
    from {{ ref('stg_program__routing') }}
    where owner_id is not null
),

last_quarter as (
    select cast({{ add_months(period_start('quarter', 'loop_as_of_date'), -3) }} as date) as quarter
    from as_of
    where loop_as_of_date is not null
),

closed as (
    select distinct
        owner_id,
        {{ period_start('quarter', 'action_documented_at') }} as quarter
    from {{ ref('fct_loops') }}
    where action_documented_at is not null
),

final as (
    select
        'teams_engaged' as kpi,
        {{ ratio('count(distinct case when closed.owner_id is not null then teams.team end)', 'count(distinct teams.team)') }} as value,
        cast(null as double) as lo,
        cast(null as double) as hi,
        cast(count(distinct teams.team) as bigint) as n,
        max({{ quarter_label('last_quarter.quarter') }}) as period_label,
        'marts.fct_loops' as source_relation,
        'ok' as flag
    from teams
    cross join last_quarter
    left join closed
        on teams.owner_id = closed.owner_id and last_quarter.quarter = closed.quarter
    having count(*) > 0
)

select * from final
