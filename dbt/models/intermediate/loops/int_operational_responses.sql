{{ config(meta={'parts': {
    'by': 'response_key',
    'of': ['int_response_rows', 'int_response_invitations'],
    'through': {'int_survey_people': ['identity_key', 'int_response_rows']},
    'crossed': {'survey_as_of': {'int_response_rows': ['responded_at']}}
}}) }}
-- Every accepted version of every NPS response to the customer program up to the moment of observation (R41).
{{ response_versions(
    ref('int_operational_clock'),
    "survey_type = 'relationship' and not is_internal and contact_key is not null",
    "responses.program = 'customer' and responses.metric = 'nps'"
) }}
