-- Every account record as of crm_as_of, merged and deleted ones included. The CRM's record wins over a
-- generic one of the same id.
with as_of as (

    select crm_as_of from {{ ref('int_as_of_resolved') }}

),

crm_versions as (

    select
        accounts.*,
        {{ account_lookup_key('account_id') }} as alias_key,
        coalesce(system_modified_at >= crm_as_of, false) as is_undone,
        row_number() over (
            partition by {{ account_lookup_key('account_id') }}
            order by {{ version_as_of_first('system_modified_at', 'crm_as_of') }}
        ) as recency
    from {{ ref('stg_salesforce__accounts') }} as accounts
    cross join as_of
    where created_at is null or crm_as_of is null or created_at < crm_as_of

),

generic_versions as (

    select
        accounts.*,
        {{ account_lookup_key('account_id') }} as alias_key,
        row_number() over (
            partition by {{ account_lookup_key('account_id') }}
            order by {{ latest_version_first() }}
        ) as recency
    from {{ ref('stg_generic__accounts') }} as accounts

),

unified as (

    select
        'salesforce' as source, account_id, alias_key, parent_account_id, owner_id, account_name, account_type,
        industry, country, website, product, team, created_at,
        -- A deletion or merge dated at as_of or later has not happened yet.
        case when not is_undone then master_record_id end as master_record_id,
        is_deleted and not is_undone as is_deleted
    from crm_versions
    where recency = 1

    union all

    select
        'generic' as source, account_id, alias_key, parent_account_id, owner_id, account_name, account_type,
        industry, country, website, product, team, cast(null as timestamp) as created_at,
        cast(null as string) as master_record_id,
        false as is_deleted
    from generic_versions
    where recency = 1

),

ranked as (

    select
        *,
        row_number() over (partition by alias_key order by case source when 'salesforce' then 0 else 1 end nulls last) as preference
    from unified

)

select * from ranked where preference = 1
