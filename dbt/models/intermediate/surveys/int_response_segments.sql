{{ config(meta={'parts': {
    'by': 'response_key',
    'of': ['int_responses_current'],
    'through': {'int_account_day_segments': ['day_key', {'int_responses_current': account_day_key('account_id', 'responded_at')}]}
}}) }}
-- Current responses with the segments of their account on the day of the answer; unknown without an account.
with responses as (

    select * from {{ ref('int_responses_current') }}

),

segments as (

    select * from {{ ref('int_account_day_segments') }}

),

final as (

    select
        responses.*,
        {% for dimension in account_dimensions() %}
        coalesce(segments.{{ dimension }}, 'unknown') as {{ dimension }}{{ ',' if not loop.last }}
        {% endfor %}
    from responses
    left join segments
        on responses.account_id = segments.account_id
        and cast(responses.responded_at as date) = segments.on_date

)

select * from final
