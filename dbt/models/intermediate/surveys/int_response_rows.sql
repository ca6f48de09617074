{{ config(meta={'parts': {'by': '_source_file', 'of': ['stg_qualtrics__responses', 'stg_generic__responses']}}) }}
-- Every response row of every tool, with why it does not count (R40) where it does not. Comments are
-- redacted here, so nothing downstream ever sees one as it was written. link_key names the send that a row answers, as
-- int_survey_send_rows does: by the response's id (Qualtrics), by the invitation's own id (others).
with programs as (

    select * from {{ ref('int_survey_programs') }}

),

test_statuses as (

    select * from {{ ref('qualtrics_excluded_statuses') }}

),

statuses as (

    select
        responses.status,
        coalesce(bool_or(test_statuses.status is not null), false) as is_test
    from (select distinct status from {{ ref('stg_qualtrics__responses') }}) as responses
    left join test_statuses
        on (test_statuses.match_kind = 'exact' and responses.status = lower(cast(test_statuses.status as string)))
        or (test_statuses.match_kind = 'contains' and responses.status like concat('%', lower(cast(test_statuses.status as string)), '%'))
    group by responses.status

),

rows_of_tools as (

    select
        'qualtrics' as source,
        responses.response_id,
        responses.survey_id,
        responses.contact_reference,
        responses.email,
        cast(null as string) as given_account_id,
        cast(null as string) as given_invitation_id,
        concat('qualtrics:', responses.response_id) as link_key,
        responses.trigger_event_id,
        responses.handled_by,
        responses.channel,
        responses.language,
        {{ json_text_dynamic('responses.answers', "coalesce(programs.score_field, ' ')") }} as score_text,
        {{ json_text_dynamic('responses.answers', "coalesce(programs.comment_field, ' ')") }} as comment,
        responses.is_finished,
        coalesce(statuses.is_test, false) as is_test,
        responses.recorded_at as responded_at,
        responses._source_file,
        responses._source_row
    from {{ ref('stg_qualtrics__responses') }} as responses
    left join programs
        on programs.source = 'qualtrics' and responses.survey_id = programs.survey_id
    left join statuses
        on responses.status = statuses.status

    union all

    select
        'generic', response_id, survey_id, respondent_id, email, account_id, invitation_id,
        case when invitation_id is not null then concat('generic:', invitation_id) end,
        trigger_event_id, handled_by, cast(null as string), language, score, comment, true, false, responded_at, _source_file, _source_row
    from {{ ref('stg_generic__responses') }}

),

final as (

    select
        concat(rows_of_tools.source, ':', rows_of_tools.response_id) as response_key,
        rows_of_tools.source,
        rows_of_tools.response_id,
        rows_of_tools.survey_id,
        rows_of_tools.contact_reference,
        rows_of_tools.email,
        rows_of_tools.given_account_id,
        rows_of_tools.given_invitation_id,
        rows_of_tools.link_key,
        {{ survey_identity_key('rows_of_tools') }} as identity_key,
        rows_of_tools.trigger_event_id,
        rows_of_tools.handled_by,
        programs.program,
        programs.survey_type,
        programs.metric,
        programs.trigger,
        rows_of_tools.channel,
        rows_of_tools.language,
        {{ redact('rows_of_tools.comment') }} as comment_redacted,
        {{ whole_number('rows_of_tools.score_text') }} as score,
        case
            when programs.survey_id is null then 'unmapped_survey'
            when rows_of_tools.is_test then 'preview_test_or_spam'
            when not rows_of_tools.is_finished then 'unfinished'
            when nullif(trim(rows_of_tools.score_text), '') is null then 'blank_score'
            when {{ whole_number('rows_of_tools.score_text') }} is null then 'score_not_an_integer'
            when {{ whole_number('rows_of_tools.score_text') }} < programs.scale_min
                or {{ whole_number('rows_of_tools.score_text') }} > programs.scale_max
                or (programs.metric = 'nps' and {{ whole_number('rows_of_tools.score_text') }} not between 0 and 10)
                then 'score_outside_scale'
        end as exclusion_reason,
        rows_of_tools.responded_at,
        rows_of_tools._source_file,
        rows_of_tools._source_row
    from rows_of_tools
    left join programs
        on rows_of_tools.source = programs.source and rows_of_tools.survey_id = programs.survey_id
    where rows_of_tools.response_id is not null and rows_of_tools.responded_at is not null

)

select * from final
