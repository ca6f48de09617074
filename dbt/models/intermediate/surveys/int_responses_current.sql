{{ config(meta={'parts': {'by': 'person_key', 'of': ['int_response_versions']}}) }}
-- The last version of every response, ours and test accounts left out, and whether it counts (R10): one
-- per person and quarter for relationship surveys, over all tools; one per event for transactional ones.
-- next_counted_month: the month of the person's next answer that counts in its month.
{% set counts_in_month = "metric = 'nps' and survey_type = 'relationship' and place_in_month = 1" %}
with latest as (

    select
        *,
        {{ period_start('month', 'responded_at') }} as response_month,
        {{ period_start('quarter', 'responded_at') }} as response_quarter,
        -- The event that a transactional survey asks about, by the response's own columns.
        case
            when trigger_event_id is not null then concat('event:', trigger_event_id)
            when given_invitation_id is not null then concat('invitation:', given_invitation_id)
            else concat('day:', cast(cast(responded_at as date) as {{ dbt.type_string() }}))
        end as event_key
    from {{ ref('int_response_versions') }}
    where is_current

),

placed as (

    select
        *,
        row_number() over (
            partition by program, metric, survey_type, person_key, response_month
            order by responded_at desc nulls last, response_id desc, response_key desc
        ) as place_in_month,
        row_number() over (
            partition by program, metric, survey_type, person_key, response_quarter
            order by responded_at desc nulls last, response_id desc, response_key desc
        ) as place_in_quarter,
        row_number() over (
            partition by source, survey_id, person_key, event_key
            order by responded_at desc nulls last, response_id desc, response_key desc
        ) as place_in_event
    from latest

),

final as (

    select
        *,
        {{ counts_in_month }} as is_counted_in_month,
        coalesce(metric = 'nps' and (
            (survey_type = 'relationship' and place_in_quarter = 1)
            or (survey_type = 'transactional' and place_in_event = 1)
        ), false) as is_counted,
        case when {{ counts_in_month }} then
            lead(response_month) over (
                partition by program, survey_type, person_key, {{ counts_in_month }} order by response_month asc nulls last
            )
        end as next_counted_month
    from placed

)

select * from final
