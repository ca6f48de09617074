{{ config(meta={'parts': {'by': 'response_key', 'of': ['int_response_versions']}}) }}
-- Detractor NPS responses of program customer, each at its earliest detractor version (R3a): an edit
-- neither moves nor removes the loop and the index that the first answer opened.
{{ detractor_responses(ref('int_response_versions')) }}
