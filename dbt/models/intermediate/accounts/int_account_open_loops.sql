-- Loops that are open at the moment of observation (R41): those known at as_of that are neither closed nor
-- lapsed by then, and one per person whose detractor answer came in at as_of or later.
with observed as (

    select
        coalesce({{ health_observed_at() }}, loop_as_of, survey_as_of) as observed_at,
        survey_as_of
    from {{ ref('int_as_of_resolved') }}

),

known as (

    select
        loops.account_id,
        loops.person_key
    from {{ ref('int_loops') }} as loops
    cross join observed
    where loops.closed_at is null and loops.lapses_at > observed.observed_at

),

arriving as (

    select
        people.account_id,
        people.person_key
    from {{ ref('int_response_rows') }} as responses
    inner join {{ ref('int_survey_people') }} as people
        on {{ survey_identity_key('responses') }} = people.identity_key
    cross join observed
    where responses.exclusion_reason is null
        and responses.program = 'customer'
        and responses.metric = 'nps'
        and responses.score <= 6
        and not people.is_internal
        and responses.responded_at >= observed.survey_as_of
        and responses.responded_at <= observed.observed_at

),

open_loops as (

    select account_id, person_key from known
    union
    select account_id, person_key from arriving

),

final as (

    select
        account_id,
        cast(count(*) as bigint) as open_loops
    from open_loops
    where account_id is not null
    group by account_id

)

select * from final
