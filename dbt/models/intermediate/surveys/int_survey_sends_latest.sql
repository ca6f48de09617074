-- Sends of all survey tools, the latest row of each (R3). A send says when it was last acted on; a later
-- export of the same moment wins by its file name.
with as_of as (

    select survey_as_of from {{ ref('int_as_of_resolved') }}

),

ranked as (

    select
        sends.*,
        row_number() over (
            partition by sends.invitation_key
            order by {{ latest_version_first('sends.acted_at', 'sends') }}
        ) as recency
    from {{ ref('int_survey_send_rows') }} as sends
    cross join as_of
    where sends.sent_at < as_of.survey_as_of

)

select * from ranked where recency = 1
