-- Every accepted version of every response before as_of (R3a): what was known at a date t is the last
-- version with responded_at ≤ t, what is known now is the last one of all. Internal people are still here, flagged.
{{ response_versions(ref('int_as_of_resolved')) }}
