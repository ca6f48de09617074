-- Opportunities as of crm_as_of. Of a version dated later type and amount are kept; its closing only if the
-- close date lies before as_of.
with versions as (

    select
        opportunities.*,
        coalesce(system_modified_at >= crm_as_of, false) as is_later,
        coalesce(system_modified_at >= crm_as_of and not coalesce(close_date < cast(crm_as_of as date), false), false) as is_undone,
        row_number() over (
            partition by {{ account_lookup_key('opportunity_id') }}
            order by {{ version_as_of_first('system_modified_at', 'crm_as_of') }}
        ) as recency
    from {{ ref('stg_salesforce__opportunities') }} as opportunities
    cross join {{ ref('int_as_of_resolved') }}
    where created_at is null or crm_as_of is null or created_at < crm_as_of

),

final as (

    select
        -- ids
        versions.opportunity_id,
        aliases.account_id,

        -- attributes
        versions.opportunity_type,
        case when not versions.is_undone then versions.stage_name end as stage_name,
        versions.currency,

        -- numbers
        versions.amount,

        -- booleans
        versions.is_closed and not versions.is_undone as is_closed,
        versions.is_won and not versions.is_undone as is_won,

        -- times
        versions.close_date,
        versions.created_at
    from versions
    left join {{ ref('int_account_aliases') }} as aliases
        on {{ account_lookup_key('versions.account_id') }} = aliases.alias_key
    where versions.recency = 1 and (not versions.is_deleted or versions.is_later)

)

select * from final
