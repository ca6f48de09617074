{{ config(meta={'parts': {'by': 'response_key', 'of': ['int_responses_current']}}) }}
-- Comments that can be tagged, with their language; single answers of employees stay out (R11).
with responses as (

    select * from {{ ref('int_responses_current') }}
    where program <> 'employee' and nullif(trim(comment_redacted), '') is not null

),

languages as (

    select * from ({{ with_language('responses', 'language', 'comment_redacted') }}) as told

),

final as (

    select
        response_key,
        response_id,
        account_id,
        program,
        survey_type,
        metric,
        nps_class,
        comment_redacted,
        comment_language,
        is_counted,
        responded_at
    from languages

)

select * from final
