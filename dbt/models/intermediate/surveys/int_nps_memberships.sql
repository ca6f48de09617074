{{ config(meta={'parts': {
    'by': 'response_key',
    'of': ['int_response_segments'],
    'through': {'int_invitations_unified': ['invitation_key', 'int_response_segments']}
}}) }}
-- In which periods each response counts (R10), one row per response and period type. A month or quarter
-- holds a response once. The 12 months that end with a month hold a relationship answer until the person
-- answers again, a transactional one for 12 windows. enters_on and leaves_on are first days of periods;
-- a rolling window is named by its last month.
with responses as (

    select * from {{ ref('int_response_segments') }}
    where is_counted or is_counted_in_month

),

memberships as (

    select
        response_key,
        'month' as period_type,
        response_month as enters_on,
        {{ add_months('response_month', 1) }} as leaves_on,
        1 as lag_months
    from responses
    where is_counted_in_month or survey_type = 'transactional'

    union all

    select response_key, 'quarter', response_quarter, {{ add_months('response_quarter', 3) }}, 3
    from responses
    where is_counted

    union all

    select
        response_key,
        'rolling_12_months',
        response_month,
        least({{ add_months('response_month', 12) }}, coalesce(next_counted_month, {{ add_months('response_month', 12) }})),
        12
    from responses
    where is_counted_in_month

    union all

    select response_key, 'rolling_12_months', response_month, {{ add_months('response_month', 12) }}, 12
    from responses
    where survey_type = 'transactional'

),

final as (

    select
        memberships.response_key,
        memberships.period_type,
        memberships.enters_on,
        memberships.leaves_on,
        memberships.lag_months,
        {{ nps_cluster_id('responses.account_id', 'responses.response_key') }} as cluster_id,
        -- who was asked: a tool may know the invited by an id and the answer by an e-mail
        coalesce(invitations.person_key, responses.person_key) as person_key,
        responses.program,
        responses.survey_type,
        responses.nps_class,
        responses.score,
        {% for dimension in nps_dimensions() if dimension != 'all' %}
        responses.{{ dimension }},
        {% endfor %}
        'all' as everyone
    from memberships
    inner join responses
        on memberships.response_key = responses.response_key
    left join {{ ref('int_invitations_unified') }} as invitations
        on responses.invitation_key = invitations.invitation_key

)

select * from final
