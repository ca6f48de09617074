{{ config(meta={'parts': {
    'by': 'account_id',
    'of': ['int_response_versions'],
    'through': {'int_contacts_unified': ['contact_id', 'int_response_versions']}
}}) }}
-- The last relationship answer of each contact in the 12 months that end with a quarter, in the version
-- known on its last day (R3a). Who is in a window and what they said never changes later; the role is today's.
with versions as (

    select * from {{ ref('int_response_versions') }}
    where not is_internal
        and program = 'customer'
        and metric = 'nps'
        and survey_type = 'relationship'
        and account_id is not null

),

quarters as (

    select * from {{ ref('int_account_quarters') }}

),

contacts as (

    select contact_id, role_class from {{ ref('int_contacts_unified') }}

),

ranked as (

    select
        quarters.quarter,
        quarters.quarter_index,
        versions.account_id,
        versions.person_key,
        versions.contact_id,
        versions.response_key,
        versions.score,
        versions.responded_at,
        {{ days_between('versions.responded_at', 'quarters.quarter_end_date') }} as age_days,
        row_number() over (
            partition by quarters.quarter, versions.account_id, versions.person_key
            order by versions.responded_at desc nulls last, versions.response_id desc, versions.response_key desc
        ) as recency
    from quarters
    inner join versions
        on cast(versions.responded_at as date) > quarters.window_start_date
        and cast(versions.responded_at as date) <= quarters.quarter_end_date

),

final as (

    select
        ranked.quarter,
        ranked.quarter_index,
        ranked.account_id,
        ranked.person_key,
        ranked.response_key,
        coalesce(contacts.role_class, 'unknown') as role_class,
        ranked.score,
        ranked.age_days,
        ranked.responded_at
    from ranked
    left join contacts
        on ranked.contact_id = contacts.contact_id
    where ranked.recency = 1

)

select * from final
