-- Who must not be invited at the moment of observation, until when, and why (R39, R41). People whom only the
-- employee survey ever asked are not listed: single rows of employees are not published (R11).
{% set asked_words = "case when program = 'employee' then 'another survey' when program is null then 'a survey that is not listed' else concat('the ', survey_type, ' survey of the ', program, ' program') end" %}
{% set keys = ['asked', 'relationship', 'open_loop', 'bounced'] %}
with reasons as (

    select
        reasons.*,
        {{ asked_words }} as survey_words,
        row_number() over (partition by contact_key order by until_at desc nulls last, reason_key desc) as recency
    from {{ ref('int_suppression_reasons') }} as reasons

),

contacts as (

    select * from {{ ref('int_contacts_unified') }}
    where not is_internal

),

surveyed as (

    select
        contact_key,
        bool_or(coalesce(program, 'unlisted') <> 'employee') as is_asked_outside
    from {{ ref('int_operational_invitations') }}
    group by contact_key

),

people as (

    select
        contact_key,
        max(case when recency = 1 then account_id end) as account_id,
        max(until_at) as until_at,
        {% for key in keys %}
        max(case when reason_key = '{{ key }}' then until_at end) as {{ key }}_until_at,
        {% endfor %}
        max(case when reason_key = 'asked' then survey_words end) as asked_words,
        max(case when reason_key = 'relationship' then survey_words end) as relationship_words
    from reasons
    group by contact_key

),

final as (

    select
        -- ids
        people.contact_key,
        coalesce(contacts.account_id, people.account_id) as account_id,

        -- attributes
        {{ reasons_in_words([
            ["asked_until_at is not null", "concat('asked less than " ~ var('contact_rest_days') ~ " days ago by ', asked_words)"],
            ["relationship_until_at is not null", "concat('asked less than " ~ var('relationship_rest_days') ~ " days ago by ', relationship_words)"],
            ["open_loop_until_at is not null", "'has an open loop'"],
            ["bounced_until_at is not null", "'the last invitation bounced'"],
        ], 'no reason') }} as reason,

        -- booleans
        asked_until_at is not null as is_asked_recently,
        relationship_until_at is not null as is_in_relationship_rest,
        open_loop_until_at is not null as has_open_loop,
        bounced_until_at is not null as has_bounced_address,

        -- times
        people.until_at,
        clock.observed_at
    from people
    cross join {{ ref('int_operational_clock') }} as clock
    left join contacts
        on people.contact_key = contacts.contact_key
    left join surveyed
        on people.contact_key = surveyed.contact_key
    where contacts.contact_key is not null or people.open_loop_until_at is not null or coalesce(surveyed.is_asked_outside, false)

)

select * from final
