{{ config(meta={'parts': {
    'by': 'account_id',
    'of': ['int_invitations_unified'],
    'through': {'int_invitations_answered': ['invitation_key', 'int_invitations_unified']}
}}) }}
-- Customer accounts that a delivered NPS invitation reached, per quarter and survey type, and whether they answered
-- before the quarter ended.
with final as (

    select
        invitations.account_id,
        invitations.program,
        invitations.survey_type,
        {{ period_start('quarter', 'invitations.sent_at') }} as quarter,
        max(case
            when answers.first_responded_at < {{ add_months(period_start('quarter', 'invitations.sent_at'), 3) }} then 1 else 0
        end) as has_answered
    from {{ ref('int_invitations_unified') }} as invitations
    left join {{ ref('int_invitations_answered') }} as answers
        on invitations.invitation_key = answers.invitation_key
    where invitations.is_delivered
        and not invitations.is_internal
        and invitations.metric = 'nps'
        and invitations.program = 'customer'
        and invitations.account_id is not null
    group by invitations.account_id, invitations.program, invitations.survey_type, {{ period_start('quarter', 'invitations.sent_at') }}

)

select * from final
