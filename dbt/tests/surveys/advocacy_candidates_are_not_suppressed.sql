-- Nobody stands on both lists: neither by the published list nor, for people whom it does not show, by its reasons.
select candidates.contact_key
from {{ ref('advocacy_candidates') }} as candidates
inner join (
    select contact_key from {{ ref('suppression_list') }}
    union
    select contact_key from {{ ref('int_suppression_reasons') }}
) as suppressed
    on candidates.contact_key = suppressed.contact_key
