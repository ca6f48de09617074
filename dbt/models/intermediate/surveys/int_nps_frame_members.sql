{{ config(meta={'parts': {
    'by': 'person_key',
    'of': ['int_invitations_unified'],
    'through': {'int_account_day_segments': ['day_key', {'int_invitations_unified': account_day_key('account_id', 'sent_at')}]}
}}) }}
-- Who was asked (R13): persons with a delivered invitation of a program and survey type in a period, with segments
-- and strata of their last one there. A rolling window holds them for 12 months or until they are asked again.
with sends as (

    select
        invitations.person_key,
        invitations.program,
        invitations.survey_type,
        invitations.channel,
        coalesce(invitations.trigger, 'unknown') as trigger,
        {% for dimension in account_dimensions() %}
        coalesce(segments.{{ dimension }}, 'unknown') as {{ dimension }},
        {% endfor %}
        'all' as everyone,
        invitations.sent_at,
        invitations.invitation_key,
        {{ period_start('month', 'invitations.sent_at') }} as sent_month,
        {{ period_start('quarter', 'invitations.sent_at') }} as sent_quarter
    from {{ ref('int_invitations_unified') }} as invitations
    left join {{ ref('int_account_day_segments') }} as segments
        on invitations.account_id = segments.account_id
        and cast(invitations.sent_at as date) = segments.on_date
    where invitations.is_delivered and not invitations.is_internal and invitations.metric = 'nps'

),

placed as (

    select
        *,
        row_number() over (
            partition by program, survey_type, person_key, sent_month order by sent_at desc nulls last, invitation_key desc
        ) as place_in_month,
        row_number() over (
            partition by program, survey_type, person_key, sent_quarter order by sent_at desc nulls last, invitation_key desc
        ) as place_in_quarter
    from sends

),

monthly as (

    select
        *,
        lead(sent_month) over (partition by program, survey_type, person_key order by sent_month asc nulls last) as next_month
    from placed
    where place_in_month = 1

),

{% set columns %}program, survey_type, person_key, channel, trigger, {{ listed(account_dimensions()) }}, everyone{% endset %}
members as (

    select 'month' as period_type, sent_month as enters_on, {{ add_months('sent_month', 1) }} as leaves_on, {{ columns }} from monthly

    union all

    select 'quarter', sent_quarter, {{ add_months('sent_quarter', 3) }}, {{ columns }} from placed
    where place_in_quarter = 1

    union all

    select
        'rolling_12_months',
        sent_month,
        least({{ add_months('sent_month', 12) }}, coalesce(next_month, {{ add_months('sent_month', 12) }})),
        {{ columns }}
    from monthly

),

arr_positions as (

    select arr_band, cast(row_number() over (order by sort_order nulls last) as bigint) as position
    from {{ ref('int_arr_bands') }}

),

tenure_positions as (

    select tenure_band, cast(row_number() over (order by lower_days nulls last) as bigint) as position
    from {{ ref('int_tenure_bands') }}

),

final as (

    -- after the bands' own order: tenure none (before the first MRR) with the first, unknown at the end
    select
        members.*,
        least(cast(6 as bigint), coalesce(arr_positions.position, 6)) as arr_position,
        least(cast(6 as bigint), coalesce(tenure_positions.position, case when members.tenure_band = 'none' then 1 else 6 end)) as tenure_position
    from members
    left join arr_positions
        on members.arr_band = arr_positions.arr_band
    left join tenure_positions
        on members.tenure_band = tenure_positions.tenure_band

)

select * from final
