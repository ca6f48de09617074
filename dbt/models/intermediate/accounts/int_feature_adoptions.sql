{{ config(meta={'parts': {
    'by': 'quarter',
    'of': ['int_usage_daily', 'int_account_quarters'],
    'crossed': {'usage_as_of': {'int_account_quarters': [add_days('quarter_end_date', 1)]}},
    'or': {'by': 'account_id', 'of': ['int_usage_daily']}
}}) }}
-- Which accounts used a feature at least once in a quarter, for quarters whose usage is wholly known.
with quarters as (

    select quarters.*
    from {{ ref('int_account_quarters') }} as quarters
    cross join {{ ref('int_as_of_resolved') }}
    where {{ add_days('quarters.quarter_end_date', 1) }} <= cast(usage_as_of as date)

),

final as (

    select distinct
        quarters.quarter,
        daily.feature,
        daily.account_id
    from {{ ref('int_usage_daily') }} as daily
    inner join quarters
        on daily.quarter = quarters.quarter
    where daily.account_id is not null and daily.feature is not null and daily.events > 0

)

select * from final
