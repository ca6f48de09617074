-- Sends of any survey tool up to the moment of observation, the latest row of each, whatever as_of (R41).
with observed as (

    select observed_at from {{ ref('int_operational_clock') }}

),

ranked as (

    select
        sends.*,
        row_number() over (
            partition by sends.invitation_key
            order by {{ latest_version_first('sends.acted_at', 'sends') }}
        ) as recency
    from {{ ref('int_survey_send_rows') }} as sends
    cross join observed
    where sends.sent_at <= observed.observed_at

),

latest as (

    select * from ranked where recency = 1

),

final as (

    select * from ({{ resolved_invitations('latest') }}) as resolved
    where not is_internal and contact_key is not null

)

select * from final
