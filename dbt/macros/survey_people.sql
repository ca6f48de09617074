{#- One key per combination of what a row says about who it is from: everything the resolution uses. -#}
{% macro survey_identity_key(alias) -%}
concat(
    {{ alias }}.source,
    '|', coalesce({{ alias }}.given_account_id, ''),
    '|', coalesce({{ alias }}.contact_reference, ''),
    '|', coalesce({{ alias }}.email, '')
)
{%- endmacro %}

{# A delivery status without case, blanks, underscores and dashes. #}
{% macro status_key(status) %}{{ replace_all('lower(' ~ status ~ ')', '[ _-]', '') }}{% endmacro %}

{# The latest row of each send (R3) that meets `condition`, on aliases sends and clock (a relation of one row). #}
{% macro latest_sends(clock, condition) -%}
select *
from (
    select
        sends.*,
        row_number() over (
            partition by sends.invitation_key
            order by {{ latest_version_first('sends.acted_at', 'sends') }}
        ) as recency
    from {{ ref('int_survey_send_rows') }} as sends
    cross join {{ clock }} as clock
    where {{ condition }}
) as ranked
where recency = 1
{%- endmacro %}

{#
  Who was asked by which program and whether it arrived (R37), per row of `relation` (columns of
  int_survey_send_rows): a query that ends with the columns of int_invitations_unified.
#}
{% macro resolved_invitations(relation) %}
with programs as (

    select * from {{ ref('int_survey_programs') }}

),

people as (

    select * from {{ ref('int_survey_people') }}

),

statuses as (

    -- Vendors write Survey Finished, surveyfinished and SURVEY_FINISHED.
    select
        {{ status_key('status') }} as status_key,
        max(delivery_class) as delivery_class
    from {{ ref('delivery_statuses') }}
    group by {{ status_key('status') }}

),

final as (

    select
        -- ids
        sends.invitation_key,
        sends.source,
        sends.survey_id,
        coalesce(people.person_key, concat('invitation:', sends.invitation_key)) as person_key,
        people.contact_id,
        people.contact_key,
        people.account_id,
        sends.response_id,
        sends.trigger_event_id,

        -- attributes
        programs.program,
        programs.survey_type,
        programs.metric,
        programs.trigger,
        sends.channel,
        coalesce(people.match_method, 'unmatched') as match_method,
        coalesce(statuses.delivery_class, 'failed') as delivery_class,

        -- booleans
        coalesce(statuses.delivery_class = 'delivered', false) as is_delivered,
        coalesce(people.is_internal, false) as is_internal,

        -- times
        sends.sent_at
    from {{ relation }} as sends
    left join programs
        on sends.source = programs.source and sends.survey_id = programs.survey_id
    left join people
        on sends.identity_key = people.identity_key
    left join statuses
        on {{ status_key('sends.status') }} = statuses.status_key

)

select * from final
{% endmacro %}
