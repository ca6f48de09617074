-- Per account, relationship detractor responses in time order, and for each one the response that would
-- be the next index if this one were: the first at least 12 months later (half-open, R30).
with responses as (

    select
        responses.response_key,
        responses.account_id,
        responses.responded_at,
        cast(responses.responded_at as date) as responded_on,
        {{ seconds_between('cast(cast(responses.responded_at as date) as timestamp)', 'responses.responded_at') }} as second_of_day,
        row_number() over (
            partition by responses.account_id
            order by responses.responded_at nulls last, responses.response_key
        ) as position
    from {{ ref('int_detractor_responses') }} as responses
    cross join {{ ref('int_as_of_resolved') }}
    where responses.survey_type = 'relationship'
        and responses.account_id is not null
        and responses.responded_at < economics_as_of

),

quiet_ends as (

    select
        *,
        {{ add_months_keeping_month_end('responded_on', 12) }} as quiet_until
    from responses

),

final as (

    select
        quiet_ends.response_key,
        quiet_ends.account_id,
        quiet_ends.responded_at,
        quiet_ends.position,
        min(later.position) as next_position
    from quiet_ends
    left join responses as later
        on quiet_ends.account_id = later.account_id
        and (later.responded_on > quiet_ends.quiet_until
            or (later.responded_on = quiet_ends.quiet_until and later.second_of_day >= quiet_ends.second_of_day))
    group by quiet_ends.response_key, quiet_ends.account_id, quiet_ends.responded_at, quiet_ends.position

)

select * from final
