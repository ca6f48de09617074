{{ config(meta={'parts': {'by': 'response_key', 'of': ['int_responses_current', 'int_response_sentiments']}}) }}
-- Every accepted response in its last version before as_of. Single answers of employees are not published (R11).
with responses as (

    select * from {{ ref('int_responses_current') }}
    where program <> 'employee'

),

sentiments as (

    select * from {{ ref('int_response_sentiments') }}

),

final as (

    select
        -- ids
        responses.response_key,
        source,
        response_id,
        survey_id,
        account_id,
        contact_key,
        {{ contact_key('invitation_key') }} as invitation_id,

        -- attributes
        program,
        survey_type,
        metric,
        trigger,
        channel,
        language,
        match_method,
        nps_class,
        comment_redacted,

        -- numbers
        score,
        version_number,
        sentiments.sentiment,

        -- booleans
        is_counted,

        -- times
        responded_at
    from responses
    left join sentiments
        on responses.response_key = sentiments.response_key

)

select * from final
