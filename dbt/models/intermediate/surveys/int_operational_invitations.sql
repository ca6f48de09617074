{{ config(meta={'parts': {
    'by': 'invitation_key',
    'of': ['int_survey_send_rows'],
    'through': {'int_survey_people': ['identity_key', 'int_survey_send_rows']},
    'crossed': {'observed_at': {'int_survey_send_rows': ['sent_at']}}
}}) }}
-- Sends of any survey tool up to the moment of observation, the latest row of each, whatever as_of (R41).
with latest as (

    {{ latest_sends(ref('int_operational_clock'), 'sends.sent_at <= clock.observed_at') }}

),

final as (

    select * from ({{ resolved_invitations('latest') }}) as resolved
    where not is_internal and contact_key is not null

)

select * from final
