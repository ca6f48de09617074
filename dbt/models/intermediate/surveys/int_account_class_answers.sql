{{ config(meta={'parts': {
    'by': 'person_key',
    'of': ['int_response_versions'],
    'through': {'int_contacts_unified': ['contact_id', 'int_response_versions']}
}}) }}
-- What the class of an account at a month-end rests on: the last relationship answer of each contact in
-- the window, in the version known at that date (R3a), weighted by role and age.
with versions as (

    select * from {{ ref('int_response_versions') }}
    where not is_internal
        and program = 'customer'
        and metric = 'nps'
        and survey_type = 'relationship'
        and account_id is not null

),

class_dates as (

    select * from {{ ref('int_class_dates') }}

),

ranked as (

    select
        class_dates.class_date,
        versions.account_id,
        versions.person_key,
        versions.contact_id,
        versions.response_key,
        versions.score,
        {{ days_between('versions.responded_at', 'class_dates.class_date') }} as age_days,
        row_number() over (
            partition by class_dates.class_date, versions.account_id, versions.person_key
            order by versions.responded_at desc nulls last, versions.response_id desc, versions.response_key desc
        ) as recency
    from class_dates
    inner join versions
        on cast(versions.responded_at as date) > class_dates.window_start_date
        and cast(versions.responded_at as date) <= class_dates.class_date

),

contacts as (

    select * from {{ ref('int_contacts_unified') }}

),

final as (

    select
        ranked.class_date,
        ranked.account_id,
        ranked.person_key,
        ranked.response_key,
        coalesce(contacts.role_class, 'unknown') as role_class,
        ranked.score,
        ranked.age_days
    from ranked
    left join contacts
        on ranked.contact_id = contacts.contact_id
    where ranked.recency = 1

)

select * from final
