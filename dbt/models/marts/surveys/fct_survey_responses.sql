-- Every accepted response in its last version before as_of. Single answers of employees are not published (R11).
with responses as (

    select * from {{ ref('int_responses_current') }}
    where program <> 'employee'

),

final as (

    select
        -- ids
        response_key,
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

        -- booleans
        is_counted,

        -- times
        responded_at
    from responses

)

select * from final
