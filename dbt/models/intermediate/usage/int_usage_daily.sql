{{ config(meta={'parts': {
    'by': 'usage_date',
    'of': ['stg_product_usage__daily'],
    'through': {'stg_product_usage__daily': ['_source_file', 'stg_product_usage__daily']},
    'crossed': {'usage_as_of': {'stg_product_usage__daily': [add_days('usage_date', 1)]}},
    'or': {'by': 'account_id', 'of': ['int_usage_ids']}
}}) }}
{% set version_number = 'cast(files.file_number as bigint) * 1000000000000 + daily._source_row' %}
-- Usage before usage_as_of, the last landed row per account, day and feature; merged accounts add up.
-- Rows of an unknown account keep a NULL account_id; internal accounts are left out (R5).
-- Versions and ids are told apart by one number each, and the last version's values are plain numbers too: windows
-- over millions of file names, texts as keys and records as values do not fit into memory. For the same reason the
-- landed rows are read anew for each purpose, with the columns that it needs. Every row has its file: the outer join keeps
-- DuckDB from taking the few files for many, and the many rows into memory.
with files as (

    select
        _source_file,
        row_number() over (order by {{ file_order('asc') }}) as file_number
    from (select distinct _source_file from {{ ref('stg_product_usage__daily') }}) as named

),

ids as (

    select
        *,
        dense_rank() over (order by alias_key nulls last) as key_number
    from {{ ref('int_usage_ids') }}
    where not is_internal

),

owners as (

    select distinct
        key_number,
        account_id,
        unmatched_account_id
    from ids

),

{% for name, condition in [('of_one_id', 'not ids.is_shared'), ('of_several_ids', 'ids.is_shared')] %}
latest_{{ name }} as (

    select
        ids.key_number,
        daily.usage_date,
        daily.feature,
        {{ number_of_last('daily.events', version_number) }} as events,
        {{ number_of_last('daily.active_users', version_number) }} as active_users
    from {{ ref('stg_product_usage__daily') }} as daily
    left join files
        on daily._source_file = files._source_file
    inner join ids
        on daily.account_id = ids.landed_id
    cross join {{ ref('int_as_of_resolved') }} as as_of
    where daily.usage_date < cast(as_of.usage_as_of as date)
        and {{ condition }}
    group by ids.key_number, daily.usage_date, daily.feature

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
    inner join owners
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
