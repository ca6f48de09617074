{{ config(meta={'parts': {
    'by': 'response_key',
    'of': ['int_response_rows', 'int_response_invitations'],
    'through': {'int_survey_people': ['identity_key', 'int_response_rows']},
    'crossed': {'survey_as_of': {'int_response_rows': ['responded_at']}}
}}) }}
-- Every accepted version of every response before as_of (R3a): what was known at a date t is the last
-- version with responded_at ≤ t, what is known now is the last one of all. Internal people are still here, flagged.
{{ response_versions(ref('int_as_of_resolved'), 'not is_internal') }}
