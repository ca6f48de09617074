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

-- Seconds since 1970: an engine joins by one comparison in one pass, and by date and time of day pair by pair.
moments as (

    select
        *,
        86400 * {{ days_between("cast('1970-01-01' as date)", 'responded_on') }} + second_of_day as moment,
        86400 * {{ days_between("cast('1970-01-01' as date)", add_months_keeping_month_end('responded_on', 12)) }}
        + second_of_day as quiet_until
    from responses

),

final as (

    select
        moments.response_key,
        moments.account_id,
        moments.responded_at,
        moments.position,
        min(later.position) as next_position
    from moments
    left join moments as later
        on moments.account_id = later.account_id
        and later.moment >= moments.quiet_until
    group by moments.response_key, moments.account_id, moments.responded_at, moments.position

)

select * from final
