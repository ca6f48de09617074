-- Usage before usage_as_of, the last landed row per account, day and feature; merged accounts add up.
-- Rows of an unknown account keep a NULL account_id; internal accounts are left out (R5).
-- Versions are told apart by one number each, and the last one's values are plain numbers too: windows over
-- millions of file names, or records as values, do not fit into memory.
with daily as (

    select * from {{ ref('stg_product_usage__daily') }}

),

files as (

    select
        _source_file,
        row_number() over (order by {{ file_order('asc') }}) as file_number
    from (select distinct _source_file from daily) as named

),

versions as (

    select
        daily.usage_date,
        daily.feature,
        daily.events,
        daily.active_users,
        {{ account_lookup_key('daily.account_id') }} as alias_key,
        cast(files.file_number as bigint) * 1000000000000 + daily._source_row as version_number
    from daily
    inner join files
        on daily._source_file = files._source_file
    cross join {{ ref('int_as_of_resolved') }} as as_of
    where daily.usage_date < cast(as_of.usage_as_of as date)

),

latest as (

    select
        alias_key,
        usage_date,
        feature,
        {{ number_of_last('events', 'version_number') }} as events,
        {{ number_of_last('active_users', 'version_number') }} as active_users
    from versions
    group by alias_key, usage_date, feature

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
        case when aliases.account_id is null then latest.alias_key end as unmatched_account_id,
        latest.feature,
        cast(sum(latest.events) as bigint) as events,
        cast(sum(latest.active_users) as bigint) as active_users,
        latest.usage_date
    from latest
    left join aliases
        on latest.alias_key = aliases.alias_key
    left join internal_accounts
        on aliases.account_id = internal_accounts.account_id
    where internal_accounts.account_id is null
    group by
        aliases.account_id,
        case when aliases.account_id is null then latest.alias_key end,
        latest.feature,
        latest.usage_date

)

select * from final
