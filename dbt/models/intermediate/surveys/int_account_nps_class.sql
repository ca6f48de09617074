{{ config(meta={'parts': {'by': 'account_id', 'of': ['int_account_class_answers', 'int_invitations_unified']}}) }}
-- Class of every account that was asked or answered, at every month-end, from nothing that came later
-- (metrics.md section 5, R14, R15). An account without a row was not surveyed.
with answers as (

    select * from {{ ref('int_account_class_answers') }}

),

scored as (

    select * from ({{ account_nps_measures('answers', ['account_id', 'class_date']) }}) as measures

),

asked as (

    select distinct
        invitations.account_id,
        class_dates.class_date
    from {{ ref('int_class_dates') }} as class_dates
    inner join {{ ref('int_invitations_unified') }} as invitations
        on cast(invitations.sent_at as date) > class_dates.window_start_date
        and cast(invitations.sent_at as date) <= class_dates.class_date
    where invitations.is_delivered
        and not invitations.is_internal
        and invitations.program = 'customer'
        and invitations.metric = 'nps'
        and invitations.survey_type = 'relationship'
        and invitations.account_id is not null

),

final as (

    select
        -- ids
        coalesce(scored.account_id, asked.account_id) as account_id,

        -- attributes
        coalesce(scored.nps_class, 'no_response') as nps_class,

        -- numbers
        cast({{ var('class_window_months') }} as integer) as window_months,
        scored.account_nps,
        coalesce(scored.n_responses, cast(0 as bigint)) as n_responses,
        scored.n_effective,
        scored.weighted_mean_score,

        -- booleans
        coalesce(scored.is_polarised, false) as is_polarised,
        coalesce(scored.has_executive_detractor, false) as has_executive_detractor,

        -- times
        coalesce(scored.class_date, asked.class_date) as class_date
    from scored
    full outer join asked
        on scored.account_id = asked.account_id and scored.class_date = asked.class_date

)

select * from final
