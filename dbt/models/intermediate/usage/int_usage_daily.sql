{{ config(meta={'parts': {
    'by': 'usage_date',
    'of': ['stg_product_usage__daily'],
    'through': {
        'stg_product_usage__daily': ['_source_file', 'stg_product_usage__daily'],
        'int_account_aliases': ['alias_key', {'stg_product_usage__daily': account_lookup_key('account_id')}]
    },
    'crossed': {'usage_as_of': {'stg_product_usage__daily': [add_days('usage_date', 1)]}}
}}) }}
{% set version_number = 'cast(files.file_number as bigint) * 1000000000000 + daily._source_row' %}
-- Usage before usage_as_of, the last landed row per account, day and feature; merged accounts add up.
-- Rows of an unknown account keep a NULL account_id; internal accounts are left out (R5).
-- Versions and ids are told apart by one number each, and the last version's values are plain numbers too: windows
-- over millions of file names, texts as keys and records as values do not fit into memory. For the same reason the
-- landed rows are read anew for each purpose, with the columns that it needs.
with files as (

    select
        _source_file,
        row_number() over (order by {{ file_order('asc') }}) as file_number
    from (select distinct _source_file from {{ ref('stg_product_usage__daily') }}) as named

),

ids as (

    select
        account_id as landed_id,
        {{ account_lookup_key('account_id') }} as alias_key
    from (select distinct account_id from {{ ref('stg_product_usage__daily') }}) as named
    where account_id is not null

),

aliases as (

    select * from {{ ref('int_account_aliases') }}

),

internal_accounts as (

    select * from {{ ref('int_internal_accounts') }}

),

owners as (

    select
        keys.alias_key,
        row_number() over (order by keys.alias_key asc nulls last) as key_number,
        aliases.account_id,
        case when aliases.account_id is null then keys.alias_key end as unmatched_account_id,
        internal_accounts.account_id is not null as is_internal,
        aliases.account_id is not null and count(*) over (partition by aliases.account_id) > 1 as is_shared
    from (select distinct alias_key from ids) as keys
    left join aliases
        on keys.alias_key = aliases.alias_key
    left join internal_accounts
        on aliases.account_id = internal_accounts.account_id

),

numbered_ids as (

    select
        ids.landed_id,
        owners.key_number,
        owners.is_internal,
        owners.is_shared
    from ids
    inner join owners
        on ids.alias_key = owners.alias_key

),

{% for name, condition in [('of_one_id', 'not coalesce(numbered_ids.is_shared, false)'), ('of_several_ids', 'numbered_ids.is_shared')] %}
latest_{{ name }} as (

    select
        numbered_ids.key_number,
        daily.usage_date,
        daily.feature,
        {{ number_of_last('daily.events', version_number) }} as events,
        {{ number_of_last('daily.active_users', version_number) }} as active_users
    from {{ ref('stg_product_usage__daily') }} as daily
    inner join files
        on daily._source_file = files._source_file
    left join numbered_ids
        on daily.account_id = numbered_ids.landed_id
    cross join {{ ref('int_as_of_resolved') }} as as_of
    where daily.usage_date < cast(as_of.usage_as_of as date)
        and not coalesce(numbered_ids.is_internal, false)
        and {{ condition }}
    group by numbered_ids.key_number, daily.usage_date, daily.feature

),

{% endfor %}
final as (

    select
        owners.account_id,
        owners.unmatched_account_id,
        latest.feature,
        latest.events,
        latest.active_users,
        latest.usage_date,
        {{ period_start('month', 'latest.usage_date') }} as month,
        {{ period_start('quarter', 'latest.usage_date') }} as quarter
    from latest_of_one_id as latest
    left join owners
        on latest.key_number = owners.key_number

    union all

    -- only accounts of several ids have anything to add up
    select
        owners.account_id,
        owners.unmatched_account_id,
        latest.feature,
        cast(sum(latest.events) as bigint) as events,
        cast(sum(latest.active_users) as bigint) as active_users,
        latest.usage_date,
        {{ period_start('month', 'latest.usage_date') }} as month,
        {{ period_start('quarter', 'latest.usage_date') }} as quarter
    from latest_of_several_ids as latest
    inner join owners
        on latest.key_number = owners.key_number
    group by
        owners.account_id,
        owners.unmatched_account_id,
        latest.feature,
        latest.usage_date

)

select * from final
