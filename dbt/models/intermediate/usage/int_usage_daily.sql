-- Usage before usage_as_of, the last landed row per account, day and feature; merged accounts add up.
-- Rows of an unknown account keep a NULL account_id; internal accounts are left out (R5).
-- Versions are told apart by numbers: a window over millions of file names would be sorted on disk.
with daily as (

    select * from {{ ref('stg_product_usage__daily') }}

),

files as (

    select
        _source_file,
        row_number() over (order by {{ file_name('_source_file') }}, _source_file) as file_number
    from (select distinct _source_file from daily) as named

),

versions as (

    select
        {{ account_lookup_key('daily.account_id') }} as alias_key,
        daily.usage_date,
        daily.feature,
        max_by(
            {{ record(['daily.events', 'daily.active_users']) }},
            cast(files.file_number as bigint) * 1000000000000 + daily._source_row
        ) as latest
    from daily
    inner join files
        on daily._source_file = files._source_file
    cross join {{ ref('int_as_of_resolved') }} as as_of
    where daily.usage_date < cast(as_of.usage_as_of as date)
    group by
        {{ account_lookup_key('daily.account_id') }},
        daily.usage_date,
        daily.feature

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
        cast(sum(versions.latest['events']) as bigint) as events,
        cast(sum(versions.latest['active_users']) as bigint) as active_users,
        versions.usage_date
    from versions
    left join aliases
        on versions.alias_key = aliases.alias_key
    left join internal_accounts
        on aliases.account_id = internal_accounts.account_id
    where internal_accounts.account_id is null
    group by
        aliases.account_id,
        case when aliases.account_id is null then versions.alias_key end,
        versions.feature,
        versions.usage_date

)

select * from final
