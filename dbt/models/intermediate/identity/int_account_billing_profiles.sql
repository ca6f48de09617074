-- What billing says of each account on the last whole day before billing_as_of: MRR, first MRR, plan.
with today as (

    select
        billing_as_of,
        {{ add_days('billing_as_of', -1) }} as today
    from {{ ref('int_as_of_resolved') }}

),

accounts as (

    select account_id from {{ ref('int_accounts_unified') }}
    where not is_internal

),

mrr as (

    select * from {{ ref('int_account_mrr_current') }}

),

first_mrr as (

    select * from {{ ref('int_unit_first_mrr') }}

),

plans as (

    select * from {{ ref('int_unit_plan_intervals') }}

),

profiles as (

    select
        accounts.account_id,
        coalesce(plans.plan_tier, 'unknown') as plan_tier,
        -- Without any billing data nothing is known; with it, no row means no MRR.
        case
            when today.billing_as_of is null then null
            when mrr.account_id is null then cast(0 as decimal(18, 2))
            else mrr.mrr_usd
        end as mrr_usd,
        mrr.account_id is not null as is_active,
        first_mrr.first_mrr_on,
        {{ days_between('first_mrr.first_mrr_on', 'today.today') }} as tenure_days
    from accounts
    cross join today
    left join mrr
        on accounts.account_id = mrr.account_id
    left join first_mrr
        on accounts.account_id = first_mrr.unit_id
    left join plans
        on accounts.account_id = plans.unit_id
        and today.today >= plans.starts_on
        and today.today < plans.ends_on

),

final as (

    select
        profiles.*,
        {{ arr_band('bands') }} as arr_band,
        {{ tenure_band('tenures', 'profiles.account_id') }} as tenure_band
    from profiles
    {{ arr_band_join('bands', '12 * cast(profiles.mrr_usd as double)') }}
    {{ tenure_band_join('tenures', 'profiles.tenure_days') }}

)

select * from final
