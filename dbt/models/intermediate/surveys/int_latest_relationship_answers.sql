-- The last relationship answer of each person to the customer program up to the moment of observation,
-- whatever as_of (R41), if it is not older than the account window.
with observed as (

    select coalesce({{ health_observed_at() }}, loop_as_of, survey_as_of) as observed_at
    from {{ ref('int_as_of_resolved') }}

),

versions as (

    select
        responses.*,
        observed.observed_at,
        row_number() over (
            partition by responses.response_key
            order by {{ latest_version_first('responses.responded_at', 'responses') }}
        ) as recency
    from {{ ref('int_response_rows') }} as responses
    cross join observed
    where responses.exclusion_reason is null
        and responses.program = 'customer'
        and responses.metric = 'nps'
        and responses.survey_type = 'relationship'
        and responses.responded_at <= observed.observed_at

),

answers as (

    select
        people.contact_key,
        people.contact_id,
        people.account_id,
        versions.score,
        {{ nps_class('versions.score') }} as nps_class,
        versions.responded_at,
        versions.observed_at,
        row_number() over (
            partition by people.contact_key
            order by versions.responded_at desc nulls last, versions.response_id desc, versions.response_key desc
        ) as recency
    from versions
    inner join {{ ref('int_survey_people') }} as people
        on {{ survey_identity_key('versions') }} = people.identity_key
    where versions.recency = 1 and not people.is_internal and people.contact_key is not null

),

final as (

    select * from answers
    where recency = 1
        and cast(responded_at as date) >= {{ add_months_keeping_month_end('cast(observed_at as date)', -var('account_window_months')) }}

)

select * from final
