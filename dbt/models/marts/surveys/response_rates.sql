-- Share of delivered invitations that were answered, by the month in which they were sent (R38).
with targets as (

    select * from {{ ref('response_rate_targets') }}

),

counted as (

    {% for dimension in nps_dimensions() %}
    select
        program,
        survey_type,
        channel,
        '{{ dimension }}' as segment_dimension,
        {{ 'everyone' if dimension == 'all' else dimension }} as segment_value,
        sent_month as month,
        cast(count(*) as bigint) as delivered,
        cast(count(*) filter (where is_answered) as bigint) as responses
    from {{ ref('int_invitation_segments') }}
    group by program, survey_type, channel, {{ 'everyone' if dimension == 'all' else dimension }}, sent_month
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

rates as (

    select
        *,
        {{ ratio('responses', 'delivered') }} as response_rate
    from counted
    where program <> 'employee' or delivered >= {{ var('employee_minimum_cell') }}

),

final as (

    select
        rates.program,
        rates.survey_type,
        rates.channel,
        rates.segment_dimension,
        rates.segment_value,
        rates.month,
        rates.delivered,
        rates.responses,
        rates.response_rate,
        {{ wilson_lo('rates.response_rate', 'rates.delivered') }} as response_rate_lo,
        {{ wilson_hi('rates.response_rate', 'rates.delivered') }} as response_rate_hi,
        cast(targets.target_lo as double) as target_lo,
        cast(targets.target_hi as double) as target_hi
    from rates
    left join targets
        on rates.channel = targets.channel and rates.survey_type = targets.survey_type

)

select * from final
