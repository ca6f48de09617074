{#
  Accepted versions of responses before the clock's survey_as_of, a select: as of as_of for the reports, as of the
  moment of observation for operational relations (R41). `condition` on `responses` narrows it. is_current marks the last
  version of each response among those that meet `wanted`: a person may have changed between two versions, so readers
  that go by person could not find it themselves in the versions of one person.
#}
{% macro response_versions(clock, wanted, condition=none) %}
with ranked as (

    select
        responses.*,
        row_number() over (
            partition by responses.response_key, responses.responded_at
            order by {{ latest_version_first(alias='responses') }}
        ) as recency
    from {{ ref('int_response_rows') }} as responses
    cross join {{ clock }} as as_of
    where responses.exclusion_reason is null and responses.responded_at < as_of.survey_as_of{{ ' and ' ~ condition if condition }}

),

versions as (

    select
        ranked.*,
        row_number() over (partition by response_key order by responded_at asc nulls last) as version_number
    from ranked
    where recency = 1

),

links as (

    select * from {{ ref('int_response_invitations') }}
    where recency = 1

),

people as (

    select * from {{ ref('int_survey_people') }}

),

resolved as (

    select
        -- ids
        versions.response_key,
        versions.source,
        versions.response_id,
        versions.survey_id,
        coalesce(people.person_key, concat('response:', versions.response_key)) as person_key,
        people.contact_id,
        people.contact_key,
        people.account_id,
        links.invitation_key,
        versions.given_invitation_id,
        versions.trigger_event_id,
        versions.handled_by,

        -- attributes
        versions.program,
        versions.survey_type,
        versions.metric,
        versions.trigger,
        coalesce(versions.channel, links.channel, 'unknown') as channel,
        people.match_method,
        case when versions.metric = 'nps' then {{ nps_class('versions.score') }} end as nps_class,
        versions.comment_redacted,
        versions.language,

        -- numbers
        versions.score,
        cast(versions.version_number as bigint) as version_number,

        -- booleans
        coalesce(people.is_internal, false) as is_internal,

        -- times
        versions.responded_at
    from versions
    left join people
        on versions.identity_key = people.identity_key
    left join links
        on versions.response_key = links.response_key

),

final as (

    select
        *,
        coalesce({{ wanted }}, false) and row_number() over (
            partition by response_key, coalesce({{ wanted }}, false) order by responded_at desc nulls last
        ) = 1 as is_current
    from resolved

)

select * from final
{% endmacro %}
