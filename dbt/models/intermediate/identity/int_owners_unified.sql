with as_of as (

    select crm_as_of from {{ ref('int_as_of_resolved') }}

),

versions as (

    select
        users.*,
        {{ account_lookup_key('user_id') }} as alias_key,
        row_number() over (
            partition by {{ account_lookup_key('user_id') }}
            order by {{ version_as_of_first('system_modified_at', 'crm_as_of') }}
        ) as recency
    from {{ ref('stg_salesforce__users') }} as users
    cross join as_of

),

final as (

    select
        user_id as owner_id,
        alias_key,
        user_name as name,
        is_active
    from versions
    where recency = 1

)

select * from final
