-- Every billing customer with its account and how it was found; the ledger's unit is the account, else
-- the customer itself (R17).
with candidates as (

    select
        'stripe' as billing_source, customer_id, email, explicit_account_id, email_account_id, domain_account_id
    from {{ ref('int_stripe_customers_mapped') }}

    union all

    select
        'generic' as billing_source, customer_id, cast(null as string) as email, explicit_account_id,
        cast(null as string) as email_account_id, cast(null as string) as domain_account_id
    from {{ ref('int_generic_customers_mapped') }}

),

overrides as (

    select * from {{ ref('int_identity_overrides') }}

),

accounts as (

    select account_id, is_internal from {{ ref('int_accounts_unified') }}

),

resolved as (

    select
        candidates.billing_source,
        candidates.customer_id as billing_customer_id,
        candidates.email,
        {{ resolved_account([
            ('override', 'overrides.account_id'),
            ('explicit', 'candidates.explicit_account_id'),
            ('contact_email', 'candidates.email_account_id'),
            ('email_domain', 'candidates.domain_account_id'),
        ]) }}
    from candidates
    left join overrides
        on candidates.billing_source = overrides.source
        and {{ account_lookup_key('candidates.customer_id') }} = overrides.source_key

),

final as (

    select
        -- ids
        resolved.billing_source,
        resolved.billing_customer_id,
        coalesce(resolved.account_id, resolved.billing_customer_id) as unit_id,
        resolved.account_id,

        -- attributes
        resolved.match_method,

        -- booleans
        coalesce(accounts.is_internal, false) or {{ is_internal_domain(email_domain('resolved.email')) }} as is_internal
    from resolved
    left join accounts
        on resolved.account_id = accounts.account_id

)

select * from final
