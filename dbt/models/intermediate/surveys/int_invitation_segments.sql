{{ config(meta={'parts': {
    'by': 'invitation_key',
    'of': ['int_invitations_unified', 'int_invitations_answered'],
    'through': {'int_account_day_segments': ['day_key', {'int_invitations_unified': account_day_key('account_id', 'sent_at')}]},
    'crossed': {'survey_as_of': {'int_invitations_unified': [add_hours('sent_at', 24 * var('response_maturity_days'))]}}
}}) }}
-- Delivered invitations to NPS surveys, old enough to have been answered (R38), with the segments of their
-- account on the day they were sent.
with as_of as (

    select survey_as_of from {{ ref('int_as_of_resolved') }}

),

invitations as (

    select invitations.*
    from {{ ref('int_invitations_unified') }} as invitations
    cross join as_of
    where invitations.is_delivered
        and not invitations.is_internal
        and invitations.metric = 'nps'
        and invitations.sent_at <= {{ add_hours('as_of.survey_as_of', -24 * var('response_maturity_days')) }}

),

segments as (

    select * from {{ ref('int_account_day_segments') }}

),

answers as (

    select * from {{ ref('int_invitations_answered') }}

),

final as (

    select
        invitations.invitation_key,
        invitations.person_key,
        invitations.account_id,
        invitations.program,
        invitations.survey_type,
        invitations.channel,
        coalesce(invitations.trigger, 'unknown') as trigger,
        {% for dimension in account_dimensions() %}
        coalesce(segments.{{ dimension }}, 'unknown') as {{ dimension }},
        {% endfor %}
        'all' as everyone,
        answers.invitation_key is not null as is_answered,
        invitations.sent_at,
        {{ period_start('month', 'invitations.sent_at') }} as sent_month,
        {{ period_start('quarter', 'invitations.sent_at') }} as quarter
    from invitations
    left join segments
        on invitations.account_id = segments.account_id
        and cast(invitations.sent_at as date) = segments.on_date
    left join answers
        on invitations.invitation_key = answers.invitation_key

)

select * from final
