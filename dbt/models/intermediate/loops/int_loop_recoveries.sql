-- Loops that a relationship response opened, and whether the contact's next relationship response shows a recovery
-- (section 4, R36). A response is dated by its first version, so that an edit is never its own next response; its
-- score is the last version within the window, so that a later edit does not rewrite a mature loop (R3a).
with loops as (

    select
        loops.*,
        loop_as_of,
        {{ add_hours('opened_at', 24 * var('recovery_window_days')) }} as window_ends_at
    from {{ ref('int_loops') }} as loops
    cross join {{ ref('int_as_of_resolved') }}
    where survey_type = 'relationship'

),

versions as (

    select * from {{ ref('int_response_versions') }}
    where program = 'customer' and metric = 'nps' and survey_type = 'relationship' and not is_internal

),

followers as (

    select
        loops.loop_id,
        answers.response_key,
        answers.responded_at,
        row_number() over (
            partition by loops.loop_id
            order by answers.responded_at nulls last, answers.response_key
        ) as place
    from loops
    inner join versions as answers
        on loops.person_key = answers.person_key
        and answers.version_number = 1
        and answers.response_key <> loops.opening_response_key
        and loops.opened_at < answers.responded_at
        and answers.responded_at <= loops.window_ends_at
        and answers.responded_at < loops.loop_as_of

),

scored as (

    select
        loops.loop_id,
        followers.responded_at as next_response_at,
        versions.nps_class as next_class,
        row_number() over (partition by loops.loop_id order by versions.version_number desc nulls last) as recency
    from loops
    inner join followers
        on loops.loop_id = followers.loop_id and followers.place = 1
    inner join versions
        on followers.response_key = versions.response_key
        and versions.responded_at <= loops.window_ends_at
        and versions.responded_at < loops.loop_as_of

),

final as (

    select
        -- ids
        loops.loop_id,
        loops.opening_response_key,
        coalesce(loops.owner_id, 'unknown') as owner_id,

        -- attributes
        'all' as everyone,
        loops.arr_tier,
        {%- for dimension in account_dimensions() if dimension != 'owner_id' %}
        coalesce(segments.{{ dimension }}, 'unknown') as {{ dimension }},
        {%- endfor %}

        -- booleans
        loops.window_ends_at <= loops.loop_as_of as is_mature,
        scored.loop_id is not null as is_resurveyed,
        coalesce(scored.next_class <> 'detractor', false) as is_recovered,
        coalesce(loops.first_outreach_at < scored.next_response_at, false) as is_contacted_before,

        -- times
        {{ period_start('quarter', 'loops.opened_at') }} as quarter,
        loops.opened_at,
        scored.next_response_at
    from loops
    left join scored
        on loops.loop_id = scored.loop_id and scored.recency = 1
    left join {{ ref('int_account_day_segments') }} as segments
        on loops.account_id = segments.account_id and cast(loops.opened_at as date) = segments.on_date

)

select * from final
