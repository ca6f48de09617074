{{ config(meta={'parts': {
    'by': 'contact_key',
    'of': ['int_operational_invitations', 'int_operational_loops'],
    'crossed': {'observed_at': {
        'int_operational_invitations': [
            add_seconds('sent_at', 86400 * var('contact_rest_days')),
            add_seconds('sent_at', 86400 * var('relationship_rest_days')),
            add_seconds('sent_at', 86400 * var('bounce_rest_days')),
        ],
        'int_operational_loops': ['lapses_at'],
    }}
}}) }}
-- Why a person must not be invited at the moment of observation (R39, R41), one row per person and reason:
-- rest after any delivered invitation, rest after a relationship one, a loop in progress, a bounced address.
with observed as (

    select observed_at from {{ ref('int_operational_clock') }}

),

invitations as (

    select
        contact_key,
        account_id,
        program,
        survey_type,
        delivery_class,
        is_delivered,
        sent_at,
        invitation_key
    from {{ ref('int_operational_invitations') }}

),

{% set rests = [
    ('asked', "is_delivered", var('contact_rest_days')),
    ('relationship', "is_delivered and survey_type = 'relationship'", var('relationship_rest_days')),
] %}
{% for reason, condition, days in rests %}
last_{{ reason }} as (

    select
        *,
        row_number() over (partition by contact_key order by sent_at desc nulls last, invitation_key desc) as recency
    from invitations
    where {{ condition }}

),

{% endfor %}
last_sent as (

    select
        *,
        row_number() over (partition by contact_key order by sent_at desc nulls last, invitation_key desc) as recency
    from invitations

),

reasons as (

    {% for reason, condition, days in rests %}
    select
        contact_key,
        account_id,
        '{{ reason }}' as reason_key,
        program,
        survey_type,
        {{ add_seconds('sent_at', 86400 * days) }} as until_at
    from last_{{ reason }}
    where recency = 1

    union all

    {% endfor %}
    select
        contact_key,
        account_id,
        'bounced',
        program,
        survey_type,
        {{ add_seconds('sent_at', 86400 * var('bounce_rest_days')) }}
    from last_sent
    where recency = 1 and delivery_class = 'bounced'

    union all

    select
        contact_key,
        account_id,
        'open_loop',
        'customer',
        survey_type,
        lapses_at
    from {{ ref('int_operational_loops') }}
    where state = 'open'

),

final as (

    select reasons.*
    from reasons
    cross join observed
    where reasons.contact_key is not null and reasons.until_at > observed.observed_at

)

select * from final
