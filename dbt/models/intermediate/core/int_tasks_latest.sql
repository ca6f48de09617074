-- Loop tasks as of crm_as_of: outreach, completion and resolution at as_of or later have not happened
-- yet, a deletion dated later neither.
with versions as (

    select
        tasks.*,
        crm_as_of,
        coalesce(system_modified_at >= crm_as_of, false) as is_undone,
        row_number() over (
            partition by {{ account_lookup_key('task_id') }}
            order by {{ version_as_of_first('system_modified_at', 'crm_as_of') }}
        ) as recency
    from {{ ref('stg_salesforce__tasks') }} as tasks
    cross join {{ ref('int_as_of_resolved') }}
    where created_at < crm_as_of and task_type = '{{ var("loop_task_type") }}'

),

final as (

    select
        -- ids
        versions.task_id,
        versions.who_id,
        contacts.contact_id,
        accounts.account_id,
        coalesce(owners.owner_id, versions.owner_id) as owner_id,
        versions.nps_response_id,

        -- attributes
        versions.task_type,
        case when versions.completed_at < versions.crm_as_of then versions.resolution end as resolution,

        -- booleans
        versions.is_deleted and not versions.is_undone as is_deleted,

        -- times
        versions.due_date,
        versions.created_at,
        case when versions.first_outreach_at < versions.crm_as_of then versions.first_outreach_at end as first_outreach_at,
        case when versions.completed_at < versions.crm_as_of then versions.completed_at end as completed_at,
        case when versions.system_modified_at < versions.crm_as_of then versions.system_modified_at end as system_modified_at
    from versions
    left join {{ ref('int_contact_aliases') }} as contacts
        on {{ account_lookup_key('versions.who_id') }} = contacts.alias_key
    left join {{ ref('int_account_aliases') }} as accounts
        on {{ account_lookup_key('coalesce(versions.account_id, versions.what_id)') }} = accounts.alias_key
    left join {{ ref('int_owners_unified') }} as owners
        on {{ account_lookup_key('versions.owner_id') }} = owners.alias_key
    where versions.recency = 1

)

select * from final
