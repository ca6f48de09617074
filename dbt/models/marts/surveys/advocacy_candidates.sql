-- Promoters whom one may ask for a reference, a review or a case at the moment of observation (R41): their
-- account is healthy, nobody asked them of late, and no loop with them or at their account is open.
with answers as (

    select * from {{ ref('int_latest_relationship_answers') }}
    where nps_class = 'promoter'

),

contacts as (

    select * from {{ ref('int_contacts_unified') }}
    where not is_internal

),

suppressed as (

    select distinct contact_key from {{ ref('int_suppression_reasons') }}

),

last_asked as (

    select contact_key, max(sent_at) as last_invited_at
    from {{ ref('int_operational_invitations') }}
    where is_delivered
    group by contact_key

),

candidates as (

    select
        answers.contact_key,
        coalesce(contacts.account_id, answers.account_id) as account_id,
        contacts.role_class,
        answers.score,
        answers.responded_at,
        answers.observed_at,
        last_asked.last_invited_at
    from answers
    inner join contacts
        on answers.contact_key = contacts.contact_key and not contacts.is_deleted
    left join suppressed
        on answers.contact_key = suppressed.contact_key
    left join last_asked
        on answers.contact_key = last_asked.contact_key
    where suppressed.contact_key is null

),

healthy as (

    select health.*
    from {{ ref('account_health') }} as health
    inner join {{ ref('int_account_signals') }} as signals
        on health.account_id = signals.account_id
    left join {{ ref('int_account_open_tickets') }} as tickets
        on health.account_id = tickets.account_id
    where health.mrr_usd > 0
        and health.nps_class <> 'detractor'
        and not health.has_exec_detractor
        and health.open_loops = 0
        and not {{ is_among_riskiest('signals') }}
        and coalesce(tickets.severe_open_tickets, 0) = 0

),

final as (

    select
        -- ids
        candidates.contact_key,
        candidates.account_id,
        healthy.owner_id,

        -- attributes
        candidates.role_class,
        {{ reasons_in_words([
            ["true", "concat('scored ', " ~ whole_text('candidates.score') ~ ", ' in the last relationship survey')"],
            ["healthy.account_nps is not null", "concat('account NPS ', " ~ whole_text('healthy.account_nps') ~ ")"],
            ["healthy.behavior_segment = 'expansion_promoter'", "'usage of the account is growing'"],
            ["healthy.nps_trend = 'improved'", "'the same contacts score higher than before'"],
            ["candidates.last_invited_at is not null", "concat('last asked ', " ~ whole_text(days_between('candidates.last_invited_at', 'candidates.observed_at')) ~ ", ' days ago')"],
        ], 'promoter') }} as reason,

        -- numbers
        cast(candidates.score as bigint) as last_score,

        -- times
        candidates.responded_at as last_response_at,
        candidates.last_invited_at,
        candidates.observed_at
    from candidates
    inner join healthy
        on candidates.account_id = healthy.account_id

)

select * from final
