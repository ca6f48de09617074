-- Stripe customers, also those that only invoices name: the CRM's account in the metadata, else a
-- contact's e-mail, else the e-mail's domain (R6).
with customers as (

    select
        customer_id,
        nullif(email, '') as email,
        {{ account_lookup_key(json_text('metadata', '$.salesforce_account_id')) }} as account_key,
        row_number() over (
            partition by customer_id
            order by {{ latest_version_first() }}
        ) as recency
    from {{ ref('stg_stripe__customers') }}
    cross join {{ ref('int_as_of_resolved') }}
    where created_at is null or billing_as_of is null or created_at < billing_as_of

),

everyone as (

    select customer_id, email, account_key from customers where recency = 1

    union all

    select distinct
        customer_id,
        cast(null as string) as email,
        cast(null as string) as account_key
    from {{ ref('int_stripe_customers_unlisted') }}

),

aliases as (

    select * from {{ ref('int_account_aliases') }}

),

emails as (

    select * from {{ ref('int_contact_emails') }}

),

domains as (

    select * from {{ ref('int_account_domains') }}

),

final as (

    select
        everyone.customer_id,
        everyone.email,
        aliases.account_id as explicit_account_id,
        emails.account_id as email_account_id,
        domains.account_id as domain_account_id
    from everyone
    left join aliases
        on everyone.account_key = aliases.alias_key
    left join emails
        on everyone.email = emails.email
    left join domains
        on {{ email_domain('everyone.email') }} = domains.domain

)

select * from final
