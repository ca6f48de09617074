{{ config(meta={'parts': {'by': 'contact_key', 'of': ['int_operational_responses']}}) }}
-- The last relationship answer of each person to the customer program up to the moment of observation,
-- whatever as_of (R41), if it is not older than the account window.
with observed as (

    select observed_at from {{ ref('int_operational_clock') }}

),

answers as (

    select
        *,
        row_number() over (
            partition by contact_key
            order by responded_at desc nulls last, response_id desc, response_key desc
        ) as recency_of_person
    from {{ ref('int_operational_responses') }}
    where is_current

),

final as (

    select
        answers.contact_key,
        answers.contact_id,
        answers.account_id,
        answers.score,
        answers.nps_class,
        answers.responded_at,
        observed.observed_at
    from answers
    cross join observed
    where answers.recency_of_person = 1
        and cast(answers.responded_at as date) >= {{ add_months_keeping_month_end('cast(observed.observed_at as date)', -var('account_window_months')) }}

)

select * from final
