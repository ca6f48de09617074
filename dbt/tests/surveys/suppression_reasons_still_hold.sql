-- A reason not to invite somebody lasts longer than the moment of observation.
select
    reasons.contact_key,
    reasons.reason_key,
    reasons.until_at
from {{ ref('int_suppression_reasons') }} as reasons
cross join {{ ref('int_operational_clock') }} as clock
where not coalesce(reasons.until_at > clock.observed_at, false)
