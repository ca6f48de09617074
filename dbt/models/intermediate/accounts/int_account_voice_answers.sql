{{ config(meta={'parts': {'by': 'account_id', 'of': ['int_responses_current']}}) }}
-- The last relationship answer of each contact in the 12 months before as_of: what counts as the account's voice.
with as_of as (

    select
        cast(survey_as_of as date) as as_of_date,
        {{ add_months_keeping_month_end('cast(survey_as_of as date)', -var('account_window_months')) }} as window_start_date
    from {{ ref('int_as_of_resolved') }}

),

ranked as (

    select
        responses.response_key,
        responses.account_id,
        responses.score,
        coalesce(contacts.role_class, 'unknown') as role_class,
        {{ days_between('responses.responded_at', 'as_of.as_of_date') }} as age_days,
        row_number() over (
            partition by responses.account_id, responses.person_key
            order by responses.responded_at desc nulls last, responses.response_id desc, responses.response_key desc
        ) as recency
    from {{ ref('int_responses_current') }} as responses
    inner join as_of
        on cast(responses.responded_at as date) >= as_of.window_start_date
    left join {{ ref('int_contacts_unified') }} as contacts
        on responses.contact_id = contacts.contact_id
    where responses.program = 'customer'
        and responses.metric = 'nps'
        and responses.survey_type = 'relationship'
        and responses.account_id is not null

),

final as (

    select response_key, account_id, score, role_class, age_days from ranked where recency = 1

)

select * from final
