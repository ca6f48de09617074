-- Usage before usage_as_of, the last landed row per account, day and feature; merged accounts add up.
-- Rows of an unknown account keep a NULL account_id; internal accounts are left out (R5).
with versions as (

    select
        daily.*,
        {{ account_lookup_key('account_id') }} as alias_key,
        row_number() over (
            partition by {{ account_lookup_key('account_id') }}, usage_date, feature
            order by {{ latest_version_first() }}
        ) as recency
    from {{ ref('stg_product_usage__daily') }} as daily
    cross join {{ ref('int_as_of_resolved') }}
    where usage_date < cast(usage_as_of as date)

),

aliases as (

    select * from {{ ref('int_account_aliases') }}

),

internal_accounts as (

    select account_id from {{ ref('int_accounts_unified') }}
    where is_internal

),

final as (

    select
        aliases.account_id,
        case when aliases.account_id is null then versions.alias_key end as unmatched_account_id,
        versions.feature,
        cast(sum(versions.events) as bigint) as events,
        cast(sum(versions.active_users) as bigint) as active_users,
        versions.usage_date
    from versions
    left join aliases
        on versions.alias_key = aliases.alias_key
    left join internal_accounts
        on aliases.account_id = internal_accounts.account_id
    where versions.recency = 1 and internal_accounts.account_id is null
    group by
        aliases.account_id,
        case when aliases.account_id is null then versions.alias_key end,
        versions.feature,
        versions.usage_date

)

select * from final
