{{ config(meta={'parts': {
    'by': 'contact_key',
    'of': ['int_invitations_unified'],
    'through': {'int_invitations_answered': ['invitation_key', 'int_invitations_unified']}
}}) }}
-- Every send of a listed survey, with what became of it. A vendor's key of a send may hold an e-mail
-- address, so the id is a keyed hash. Single sends to employees are not published (R11).
with invitations as (

    select * from {{ ref('int_invitations_unified') }}
    where not is_internal and program is not null and program <> 'employee'

),

answers as (

    select * from {{ ref('int_invitations_answered') }}

),

final as (

    select
        -- ids
        {{ contact_key('invitations.invitation_key') }} as invitation_id,
        invitations.source,
        invitations.survey_id,
        invitations.account_id,
        invitations.contact_key,

        -- attributes
        invitations.program,
        invitations.survey_type,
        invitations.metric,
        invitations.trigger,
        invitations.channel,
        invitations.match_method,
        invitations.delivery_class,

        -- booleans
        invitations.is_delivered,
        answers.invitation_key is not null as is_answered,

        -- times
        invitations.sent_at,
        answers.first_responded_at
    from invitations
    left join answers
        on invitations.invitation_key = answers.invitation_key

)

select * from final
