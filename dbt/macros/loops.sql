{#-
  Loops (metrics.md R34, R35), once: the statistical models call these as of as_of, the operational ones (R41) as
  of the moment of observation. `clock` is a relation of one row with the bounds survey_as_of, crm_as_of, loop_as_of
  (rows dated at a bound or later do not exist) and billing_as_of. Each macro is a select.
-#}

{#
  Follow-up tasks, the version of each known at the clock's crm_as_of. A resolution has no date of its own: it counts
  from the task's completion on, or with `open_resolutions` as soon as it is written.
#}
{% macro latest_loop_tasks(clock, open_resolutions=false) %}
with versions as (

    select
        tasks.*,
        crm_as_of,
        coalesce(system_modified_at >= crm_as_of, false) as is_undone,
        row_number() over (
            partition by {{ account_lookup_key('task_id') }}
            order by {{ version_as_of_first('system_modified_at', 'crm_as_of') }}
        ) as recency
    from {{ ref('stg_salesforce__tasks') }} as tasks
    cross join {{ clock }} as clock
    where created_at < crm_as_of and task_type = '{{ var("loop_task_type") }}'

),

final as (

    select
        -- ids
        versions.task_id,
        versions.who_id,
        contacts.contact_id,
        accounts.account_id,
        coalesce(owners.owner_id, versions.owner_id) as owner_id,
        versions.nps_response_id,
        versions.external_id,

        -- attributes
        versions.task_type,
        versions.status,
        {% if open_resolutions %}versions.resolution{% else %}case when versions.completed_at < versions.crm_as_of then versions.resolution end{% endif %} as resolution,

        -- booleans
        versions.is_deleted and not versions.is_undone as is_deleted,

        -- times
        versions.due_date,
        versions.created_at,
        case when versions.first_outreach_at < versions.crm_as_of then versions.first_outreach_at end as first_outreach_at,
        case when versions.completed_at < versions.crm_as_of then versions.completed_at end as completed_at,
        case when versions.system_modified_at < versions.crm_as_of then versions.system_modified_at end as system_modified_at
    from versions
    left join {{ ref('int_contact_aliases') }} as contacts
        on {{ account_lookup_key('versions.who_id') }} = contacts.alias_key
    left join {{ ref('int_account_aliases') }} as accounts
        on {{ account_lookup_key('coalesce(versions.account_id, versions.what_id)') }} = accounts.alias_key
    left join {{ ref('int_owners_unified') }} as owners
        on {{ account_lookup_key('versions.owner_id') }} = owners.alias_key
    where versions.recency = 1

)

select * from final
{% endmacro %}

{# Detractor responses to the customer program, each at its earliest detractor version, of a relation of versions. #}
{% macro detractor_responses(versions) %}
with detractors as (

    select * from {{ versions }}
    where program = 'customer' and metric = 'nps' and nps_class = 'detractor' and not is_internal

),

ranked as (

    select
        *,
        row_number() over (
            partition by response_key
            order by responded_at nulls last, version_number
        ) as detractor_version
    from detractors

),

final as (

    select
        -- ids
        response_key,
        source,
        response_id,
        account_id,
        contact_id,
        contact_key,
        person_key,

        -- attributes
        survey_type,

        -- numbers
        score,

        -- times
        responded_at
    from ranked
    where detractor_version = 1

)

select * from final
{% endmacro %}

{# Each follow-up task with the detractor response that it follows up. #}
{% macro loop_tasks(tasks, responses, clock) %}
with known_tasks as (

    select tasks.*, clock.loop_as_of
    from {{ tasks }} as tasks
    cross join {{ clock }} as clock
    where not coalesce(is_deleted, false) and created_at < loop_as_of

),

detractors as (

    select * from {{ responses }}

),

named as (

    select
        tasks.task_id,
        responses.response_key,
        responses.person_key
    from known_tasks as tasks
    inner join detractors as responses
        on tasks.nps_response_id = responses.response_id

),

unnamed as (

    select
        tasks.task_id,
        responses.response_key,
        responses.person_key,
        row_number() over (
            partition by tasks.task_id
            order by responses.responded_at desc nulls last, responses.response_key desc
        ) as recency
    from known_tasks as tasks
    inner join detractors as responses
        on tasks.contact_id = responses.contact_id
        and responses.responded_at <= tasks.created_at
        and responses.responded_at >= {{ add_seconds('tasks.created_at', -86400 * var('loop_match_days')) }}
    where tasks.nps_response_id is null

),

matched as (

    select task_id, response_key, person_key from named
    union
    select task_id, response_key, person_key from unnamed
    where recency = 1

),

final as (

    select
        -- ids
        tasks.task_id,
        matched.response_key,
        matched.person_key,
        tasks.owner_id,

        -- booleans
        coalesce(trim(tasks.resolution), '') <> '' as is_documented,

        -- times
        tasks.created_at,
        case when tasks.first_outreach_at < tasks.loop_as_of then tasks.first_outreach_at end as first_outreach_at,
        case when tasks.completed_at < tasks.loop_as_of then tasks.completed_at end as completed_at
    from known_tasks as tasks
    inner join matched
        on tasks.task_id = matched.task_id

)

select * from final
{% endmacro %}

{# Detractor responses of each person in time order, with the one that would open the next loop. #}
{% macro loop_positions(responses, tasks, clock) %}
with known_responses as (

    select responses.*
    from {{ responses }} as responses
    cross join {{ clock }} as clock
    where responses.responded_at < clock.loop_as_of

),

closures as (

    select response_key, min(completed_at) as completed_at
    from {{ tasks }}
    group by response_key

),

ordered as (

    select
        responses.response_key,
        responses.person_key,
        responses.responded_at,
        closures.completed_at,
        {{ add_seconds('responses.responded_at', 86400 * var('loop_lapse_days')) }} as lapses_at,
        row_number() over (
            partition by responses.person_key
            order by responses.responded_at nulls last, responses.response_key
        ) as position
    from known_responses as responses
    left join closures
        on responses.response_key = closures.response_key

),

followers as (

    select
        ordered.person_key,
        ordered.position,
        min(case when later.responded_at >= ordered.lapses_at then later.position end) as first_after_lapse,
        min(case when later.responded_at >= ordered.completed_at then later.position end) as first_after_closure
    from ordered
    inner join ordered as later
        on ordered.person_key = later.person_key and ordered.position < later.position
    group by ordered.person_key, ordered.position

),

final as (

    select
        ordered.response_key,
        ordered.person_key,
        ordered.responded_at,
        ordered.position,
        -- least() passes over NULLs on both engines
        least(followers.first_after_lapse, min(followers.first_after_closure) over later_closures) as next_position
    from ordered
    left join followers
        on ordered.person_key = followers.person_key and ordered.position = followers.position
    window later_closures as (
        partition by ordered.person_key order by ordered.position
        rows between current row and unbounded following
    )

)

select * from final
{% endmacro %}

{# Which loop each of those responses opened or joined. #}
{% macro loop_members(positions) %}
with ordered as (

    select * from {{ positions }}

),

openers as (

    {{ greedy_links('ordered', 'person_key', var('greedy_passes', 9)) }}

),

marked as (

    select
        positions.response_key,
        positions.person_key,
        positions.position,
        max(openers.position) over (
            partition by positions.person_key order by positions.position
            rows between unbounded preceding and current row
        ) as opener_position
    from ordered as positions
    left join openers
        on positions.person_key = openers.person_key and positions.position = openers.position

),

final as (

    select
        marked.response_key,
        opening.response_key as loop_id,
        marked.person_key,
        marked.position = marked.opener_position as is_opener
    from marked
    inner join ordered as opening
        on marked.person_key = opening.person_key and marked.opener_position = opening.position

)

select * from final
{% endmacro %}

{# One row per loop. `task_owner_id` is the owner of its first task, NULL without one. #}
{% macro loops_of(responses, members, tasks, clock) %}
with openings as (

    -- where billing reaches less far than surveys, ARR is the last one known
    select
        responses.*,
        members.loop_id,
        case when billing_as_of is not null then responses.account_id end as billed_unit_id,
        least(cast(responses.responded_at as date), {{ add_days('billing_as_of', -1) }}) as arr_date,
        {{ add_seconds('responses.responded_at', 86400 * var('loop_lapse_days')) }} as lapses_at
    from {{ responses }} as responses
    cross join {{ clock }} as clock
    inner join {{ members }} as members
        on responses.response_key = members.loop_id and members.is_opener

),

arr as (

    {{ arr_at('openings', 'loop_id', 'billed_unit_id', 'arr_date') }}

),

member_counts as (

    select loop_id, cast(count(*) as bigint) as member_count
    from {{ members }}
    group by loop_id

),

member_tasks as (

    select
        tasks.*,
        members.loop_id,
        row_number() over (
            partition by members.loop_id
            order by tasks.created_at nulls last, tasks.task_id
        ) as task_order
    from {{ tasks }} as tasks
    inner join {{ members }} as members
        on tasks.response_key = members.response_key

),

events as (

    select
        loop_id,
        min(case when task_order = 1 then owner_id end) as owner_id,
        min(first_outreach_at) as first_outreach_at,
        min(completed_at) as completed_at,
        min(case when is_documented then completed_at end) as documented_at,
        bool_or(is_documented) as is_action_written,
        cast(count(distinct task_id) as bigint) as task_count
    from member_tasks
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
        events.owner_id as task_owner_id,
        coalesce(events.owner_id, accounts.owner_id) as owner_id,

        -- attributes
        openings.survey_type,
        case when arr.arr_usd >= {{ var('sla_high_arr_usd') }} then 'high' else 'standard' end as arr_tier,

        -- numbers
        openings.score,
        arr.arr_usd,
        members.member_count,
        coalesce(events.task_count, 0) as task_count,

        -- booleans
        coalesce(events.is_action_written, false) as is_action_written,

        -- times
        openings.responded_at as opened_at,
        events.first_outreach_at,
        case when events.documented_at <= openings.lapses_at then events.documented_at end as action_documented_at,
        case when events.completed_at <= openings.lapses_at then events.completed_at end as closed_at,
        openings.lapses_at
    from openings
    inner join member_counts as members on openings.loop_id = members.loop_id
    inner join arr on openings.loop_id = arr.loop_id
    left join events on openings.loop_id = events.loop_id
    left join {{ ref('int_accounts_unified') }} as accounts on openings.account_id = accounts.account_id

)

select * from final
{% endmacro %}

{#
  The group that chance had assigned to an account by a date (R33): one row {key}, holdout_group per row of `relation`
  whose account has an assignment on or before it, the latest.
#}
{% macro holdout_groups(relation, key, account, on_date) %}
with assignments as (

    select * from {{ ref('int_account_holdouts') }}

),

ranked as (

    select
        moments.{{ key }},
        assignments.holdout_group,
        row_number() over (
            partition by moments.{{ key }}
            order by assignments.assigned_on desc nulls last, assignments._source_file desc, assignments._source_row desc
        ) as recency
    from {{ relation }} as moments
    inner join assignments
        on moments.{{ account }} = assignments.account_id
        and assignments.assigned_on <= cast(moments.{{ on_date }} as date)

),

final as (

    select {{ key }}, holdout_group
    from ranked
    where recency = 1

)

select * from final
{% endmacro %}
