{{ config(meta={'parts': {
    'by': 'response_key',
    'of': ['int_response_rows'],
    'through': {'int_survey_sends_latest': ['link_key', 'int_response_rows']}
}}) }}
-- Which sends a response answers: by the send's response id (Qualtrics) or the response's invitation id.
with sends as (

    select * from {{ ref('int_survey_sends_latest') }}

),

responses as (

    select distinct response_key, link_key
    from {{ ref('int_response_rows') }}

),

links as (

    select
        responses.response_key,
        sends.invitation_key,
        sends.channel,
        sends.sent_at
    from responses
    inner join sends
        on responses.link_key = sends.link_key

),

final as (

    -- A reminder carries the same response id: the response answers the last send.
    select
        *,
        row_number() over (
            partition by response_key order by sent_at desc nulls last, invitation_key desc
        ) as recency
    from links

)

select * from final
