{{ config(meta={'parts': {'by': 'response_key', 'of': ['int_operational_responses']}}) }}
-- Detractor responses up to the moment of observation: this morning's are among them (R41).
{{ detractor_responses(ref('int_operational_responses')) }}
