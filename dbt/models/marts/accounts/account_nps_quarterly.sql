{{ config(meta={'parts': {
    'by': 'account_id',
    'of': ['int_account_quarter_answers', 'int_account_matched_contacts', 'int_accounts_unified']
}}) }}
-- Who improved and who declined, per account and quarter (metrics.md section 5).
with answers as (

    select * from {{ ref('int_account_quarter_answers') }}

),

scored as (

    select * from ({{ account_nps_measures('answers', ['account_id', 'quarter', 'quarter_index']) }}) as measures

),

matched as (

    select * from ({{ matched_changes(ref('int_account_matched_contacts'), ['account_id', 'quarter']) }}) as changes

),

slopes as (

    select * from ({{ account_nps_slopes('scored', ['account_id']) }}) as slopes

),

accounts as (

    select account_id, owner_id from {{ ref('int_accounts_unified') }}
    where not is_internal

),

final as (

    select
        -- ids
        scored.account_id,
        accounts.owner_id,

        -- times
        scored.quarter,

        -- attributes
        scored.nps_class,
        {{ account_movement('matched.matched_change') }} as movement,

        -- numbers
        cast(scored.account_nps as double) as account_nps,
        cast(scored.n_responses as bigint) as n_responses,
        cast(scored.n_effective as double) as n_effective,
        cast(scored.weighted_mean_score as double) as weighted_mean_score,
        cast(matched.matched_change as double) as matched_change,
        coalesce(matched.n_matched, cast(0 as bigint)) as n_matched,
        matched.largest_fall,
        cast(slopes.nps_change_points as double) as nps_change_points,
        cast(slopes.nps_slope as double) as nps_slope,

        -- booleans
        scored.is_polarised,
        scored.has_executive_detractor,
        coalesce(
            matched.matched_change <= -{{ var('account_movement_points') }}
            or matched.largest_fall >= {{ var('contact_fall_points') }}, false
        ) as is_alert
    from scored
    inner join accounts
        on scored.account_id = accounts.account_id
    inner join slopes
        on scored.account_id = slopes.account_id and scored.quarter_index = slopes.quarter_index
    left join matched
        on scored.account_id = matched.account_id and scored.quarter = matched.quarter

)

select * from final
