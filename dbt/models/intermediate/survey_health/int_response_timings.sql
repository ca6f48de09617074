{{ config(meta={'parts': {
    'by': 'invitation_key',
    'of': ['int_responses_current'],
    'through': {'int_invitations_unified': ['person_key', 'int_invitations_unified']}
}}) }}
-- When counted answers came: the delay since the first send, and whether a reminder lay between. A reminder is a
-- further delivered send of the same survey, for the same event, to the same person within the var
-- reminder_window_days before the answer. Answers that no send is known of are left out. The person is the invitation's:
-- an answer can name another one.
with answers as (

    select
        responses.response_key,
        responses.program,
        responses.survey_type,
        responses.response_quarter as quarter,
        responses.responded_at,
        {{ nps_cluster_id('responses.account_id', 'responses.response_key') }} as cluster_id,
        case responses.nps_class when 'promoter' then 1 when 'detractor' then -1 else 0 end as y,
        invitations.invitation_key,
        invitations.sent_at,
        invitations.source,
        invitations.survey_id,
        invitations.person_key,
        coalesce(invitations.trigger_event_id, '') as event_id
    from {{ ref('int_responses_current') }} as responses
    inner join {{ ref('int_invitations_unified') }} as invitations
        on responses.invitation_key = invitations.invitation_key
    where responses.is_counted

),

sends as (

    select
        answers.response_key,
        min(sends.sent_at) as first_sent_at,
        cast(count(distinct sends.invitation_key) as bigint) as send_count
    from answers
    inner join {{ ref('int_invitations_unified') }} as sends
        on answers.source = sends.source
        and answers.survey_id = sends.survey_id
        and answers.person_key = sends.person_key
        and answers.event_id = coalesce(sends.trigger_event_id, '')
    where (sends.is_delivered or sends.invitation_key = answers.invitation_key)
        and sends.sent_at <= answers.responded_at
        and sends.sent_at > {{ add_seconds('answers.responded_at', -86400 * var('reminder_window_days')) }}
    group by answers.response_key

),

final as (

    select
        answers.response_key,
        answers.invitation_key,
        answers.program,
        answers.survey_type,
        answers.quarter,
        answers.cluster_id,
        answers.y,
        sends.send_count > 1 as is_after_reminder,
        {{ seconds_between('sends.first_sent_at', 'answers.responded_at') }} / 86400 as delay_days
    from answers
    inner join sends
        on answers.response_key = sends.response_key

)

select * from final
