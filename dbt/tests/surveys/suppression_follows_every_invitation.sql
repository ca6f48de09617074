-- Counted apart from the model: whoever got a delivered customer or partner invitation less than 30 x 24 hours
-- before observed_at is on the list, and whoever is there for that reason got one.
with observed as (

    select observed_at from {{ ref('int_operational_clock') }}

),

asked as (

    select distinct invitations.contact_key
    from {{ ref('int_operational_invitations') }} as invitations
    cross join observed
    where invitations.is_delivered
        and {{ seconds_between('invitations.sent_at', 'observed.observed_at') }} >= 0
        and {{ seconds_between('invitations.sent_at', 'observed.observed_at') }} < 86400 * {{ var('contact_rest_days') }}

),

named as (

    select contact_key from {{ ref('int_suppression_reasons') }} where reason_key = 'asked'

)

select coalesce(asked.contact_key, named.contact_key) as contact_key
from asked
full outer join named on asked.contact_key = named.contact_key
where asked.contact_key is null or named.contact_key is null
