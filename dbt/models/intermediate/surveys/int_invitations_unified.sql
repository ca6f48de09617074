{{ config(meta={'parts': {
    'by': 'invitation_key',
    'of': ['int_survey_sends_latest'],
    'through': {'int_survey_people': ['identity_key', 'int_survey_sends_latest']}
}}) }}
-- One row per send of any survey tool, listed or not, before as_of, with who was asked and whether it
-- arrived (R37).
{{ resolved_invitations(ref('int_survey_sends_latest')) }}
