{{ config(meta={'parts': {
    'by': 'account_id',
    'of': ['int_account_voice_answers', 'int_invitations_unified', 'int_accounts_unified']
}}) }}
-- What each account says at as_of: the last relationship answer of each contact in the 12 months before it,
-- and whether somebody was asked who did not answer (R14).
with as_of as (

    select
        cast(survey_as_of as date) as as_of_date,
        {{ add_months_keeping_month_end('cast(survey_as_of as date)', -var('account_window_months')) }} as window_start_date
    from {{ ref('int_as_of_resolved') }}

),

scored as (

    select * from ({{ account_nps_measures(ref('int_account_voice_answers'), ['account_id']) }}) as measures

),

asked as (

    select distinct invitations.account_id
    from {{ ref('int_invitations_unified') }} as invitations
    inner join as_of
        on cast(invitations.sent_at as date) >= as_of.window_start_date
        and cast(invitations.sent_at as date) < as_of.as_of_date
    where invitations.is_delivered
        and not invitations.is_internal
        and invitations.program = 'customer'
        and invitations.metric = 'nps'
        and invitations.survey_type = 'relationship'
        and invitations.account_id is not null

),

final as (

    select
        accounts.account_id,
        scored.account_nps,
        coalesce(scored.nps_class, case when asked.account_id is not null then 'no_response' else 'not_surveyed' end) as nps_class,
        coalesce(scored.is_polarised, false) as is_polarised,
        coalesce(scored.has_executive_detractor, false) as has_executive_detractor
    from {{ ref('int_accounts_unified') }} as accounts
    left join scored
        on accounts.account_id = scored.account_id
    left join asked
        on accounts.account_id = asked.account_id
    where not accounts.is_internal

)

select * from final
