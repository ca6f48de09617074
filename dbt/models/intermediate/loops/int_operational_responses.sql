-- Every accepted version of every NPS response to the customer program up to the moment of observation (R41).
{{ response_versions(ref('int_operational_clock'), "responses.program = 'customer' and responses.metric = 'nps'") }}
