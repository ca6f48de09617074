-- Every open ticket with a flag: whether a detractor asks, or an account that is one where the person never
-- answered. The rows without a flag take it back where it holds no longer.
with tickets as (

    select * from {{ ref('int_open_tickets') }}

),

accounts as (

    select * from {{ ref('int_accounts_unified') }}

),

health as (

    select * from {{ ref('account_health') }}

),

contacts as (

    select * from {{ ref('int_contacts_unified') }}

),

answers as (

    select * from {{ ref('int_latest_relationship_answers') }}

),

waiting as (

    select contact_key from {{ ref('suppression_list') }}
    where has_open_loop

),

observed as (

    select observed_at from {{ ref('int_operational_clock') }}

),

signs as (

    select
        tickets.*,
        answers.score,
        answers.nps_class,
        health.nps_class as account_class,
        health.open_loops,
        waiting.contact_key is not null as has_open_loop,
        coalesce(12 * health.mrr_usd >= {{ var('sla_high_arr_usd') }}, false) as is_high_arr,
        observed.observed_at
    from tickets
    cross join observed
    left join accounts on tickets.account_id = accounts.account_id
    left join health on tickets.account_id = health.account_id
    left join contacts on tickets.contact_id = contacts.contact_id
    left join answers on contacts.contact_key = answers.contact_key
    left join waiting on contacts.contact_key = waiting.contact_key
    where not coalesce(accounts.is_internal, false) and not coalesce(contacts.is_internal, false)

),

flagged as (

    select
        *,
        {{ reasons_in_words([
            ["nps_class = 'detractor'", "concat('the requester scored ', " ~ whole_text('score') ~ ")"],
            ["has_open_loop", "'the requester has an open loop'"],
            ["nps_class is null and account_class = 'detractor'", "'the account is a detractor'"],
            ["nps_class is null and not has_open_loop and open_loops > 0", "'the account has an open loop'"],
        ], '') }} as reason
    from signs

),

final as (

    select
        -- ids
        source,
        ticket_id,
        account_id,
        contact_id as requester_contact_id,

        -- attributes
        nullif(reason, '') as reason,
        case when reason <> '' then 'nps_detractor' end as tag,
        case
            when reason = '' then null
            when is_high_arr or priority = 'urgent' then 'urgent'
            else 'high'
        end as suggested_priority,

        -- booleans
        reason <> '' as is_priority,

        -- times
        cast(created_at as timestamp) as opened_at,
        cast(observed_at as timestamp) as observed_at
    from flagged

)

select * from final
