{{ config(meta={'parts': {'by': 'account_id', 'of': ['int_account_quarter_answers']}}) }}
-- Contacts that answered again since the quarter before: their answer beside the one that stood then. An
-- edit of the same response is no new answer (R3a), and who did not answer again says nothing about change.
with answers as (

    select * from {{ ref('int_account_quarter_answers') }}

),

final as (

    select
        later.quarter,
        later.account_id,
        later.person_key,
        later.role_class,
        later.score,
        earlier.score as past_score
    from answers as later
    inner join answers as earlier
        on later.account_id = earlier.account_id
        and later.person_key = earlier.person_key
        and later.quarter_index = earlier.quarter_index + 1
        and later.response_key <> earlier.response_key

)

select * from final
