{{ config(meta={'parts': {
    'by': 'invitation_key',
    'of': ['int_survey_send_rows'],
    'crossed': {'survey_as_of': {'int_survey_send_rows': ['sent_at']}}
}}) }}
-- Sends of all survey tools, the latest row of each (R3). A send says when it was last acted on; a later
-- export of the same moment wins by its file name.
{{ latest_sends(ref('int_as_of_resolved'), 'sends.sent_at < clock.survey_as_of') }}
