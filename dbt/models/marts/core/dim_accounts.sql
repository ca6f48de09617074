-- Industry, country, owner, product and team are the CRM's current values; bands, plan and MRR those of
-- the last whole day before as_of. Facts carry the bands of their own dates.
with accounts as (

    select * from {{ ref('int_accounts_unified') }}
    where not is_internal

),

billing as (

    select * from {{ ref('int_account_billing_profiles') }}

),

usage_bands as (

    select account_id, usage_band
    from {{ ref('int_account_usage_bands') }}

),

owners as (

    select * from {{ ref('dim_owners') }}

),

final as (

    select
        -- ids
        accounts.account_id,
        case when parents.account_id is not null then accounts.parent_account_id end as parent_account_id,
        accounts.owner_id,

        -- attributes
        accounts.source,
        accounts.name,
        accounts.account_type,
        accounts.industry,
        accounts.country,
        coalesce(owners.owner_name, accounts.owner_id) as owner,
        accounts.product,
        accounts.team,
        billing.plan_tier,
        billing.arr_band,
        billing.tenure_band,
        coalesce(usage_bands.usage_band, 'unknown') as usage_band,
        case
            when billing.first_mrr_on is null then 'none'
            else {{ quarter_label('billing.first_mrr_on') }}
        end as signup_cohort,

        -- numbers
        billing.mrr_usd as current_mrr_usd,
        cast(case when billing.tenure_days >= 0 then billing.tenure_days end as bigint) as tenure_days,

        -- booleans
        billing.is_active,

        -- times
        accounts.created_at,
        cast(date_trunc('month', billing.first_mrr_on) as date) as first_mrr_month
    from accounts
    inner join billing
        on accounts.account_id = billing.account_id
    left join usage_bands
        on accounts.account_id = usage_bands.account_id
    left join owners
        on accounts.owner_id = owners.owner_id
    left join accounts as parents
        on accounts.parent_account_id = parents.account_id

)

select * from final
