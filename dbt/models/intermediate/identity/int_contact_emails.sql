-- One contact per e-mail: the oldest, then the smallest id (R7a). Deleted contacts own no e-mail; the
-- addresses of merged records lead to their survivor.
with latest as (

    select * from {{ ref('int_contacts_latest') }}

),

aliases as (

    select * from {{ ref('int_contact_aliases') }}

),

contacts as (

    select * from {{ ref('int_contacts_unified') }}

),

addresses as (

    select
        latest.email,
        contacts.contact_id,
        contacts.account_id,
        contacts.created_at
    from latest
    inner join aliases
        on latest.alias_key = aliases.alias_key
    inner join contacts
        on aliases.contact_id = contacts.contact_id
    where latest.email is not null and not contacts.is_deleted

),

ranked as (

    select
        *,
        row_number() over (partition by email order by created_at asc nulls last, contact_id asc) as preference
    from addresses

)

select email, contact_id, account_id from ranked where preference = 1
