-- Domains that name exactly one account: of its own website or of one merged into it. Free-mail domains
-- and domains that two accounts share name none (R6).
with latest as (

    select * from {{ ref('int_accounts_latest') }}

),

aliases as (

    select * from {{ ref('int_account_aliases') }}

),

free_mail as (

    select domain from {{ ref('free_mail_domains') }}

),

websites as (

    select distinct
        {{ website_domain('latest.website') }} as domain,
        aliases.account_id
    from latest
    inner join aliases
        on latest.alias_key = aliases.alias_key

),

final as (

    select
        domain,
        max(account_id) as account_id
    from websites
    where domain is not null and domain not in (select domain from free_mail)
    group by domain
    having count(*) = 1

)

select * from final
