-- One row per send of any survey tool, listed or not, with who was asked and whether it arrived (R37).
with sends as (

    select * from {{ ref('int_survey_sends_latest') }}

),

programs as (

    select * from {{ ref('int_survey_programs') }}

),

people as (

    select * from {{ ref('int_survey_people') }}

),

statuses as (

    -- Vendors write Survey Finished, surveyfinished and SURVEY_FINISHED.
    select
        {{ status_key('status') }} as status_key,
        max(delivery_class) as delivery_class
    from {{ ref('delivery_statuses') }}
    group by {{ status_key('status') }}

),

final as (

    select
        -- ids
        sends.invitation_key,
        sends.source,
        sends.survey_id,
        coalesce(people.person_key, concat('invitation:', sends.invitation_key)) as person_key,
        people.contact_id,
        people.contact_key,
        people.account_id,
        sends.response_id,
        sends.trigger_event_id,

        -- attributes
        programs.program,
        programs.survey_type,
        programs.metric,
        programs.trigger,
        sends.channel,
        coalesce(people.match_method, 'unmatched') as match_method,
        coalesce(statuses.delivery_class, 'failed') as delivery_class,

        -- booleans
        coalesce(statuses.delivery_class = 'delivered', false) as is_delivered,
        coalesce(people.is_internal, false) as is_internal,

        -- times
        sends.sent_at
    from sends
    left join programs
        on sends.source = programs.source and sends.survey_id = programs.survey_id
    left join people
        on {{ survey_identity_key('sends') }} = people.identity_key
    left join statuses
        on {{ status_key('sends.status') }} = statuses.status_key

)

select * from final
