-- Every index moment with its features and whether it may enter an estimate: mature, active at the
-- landmark, every rate known. Nothing here looks at treatment.
with moments as (

    select * from {{ ref('int_index_moments') }}

),

measured as (

    select
        moments.*,
        arr.arr_index_usd,
        arr.arr_landmark_usd,
        arr.arr_loss_usd,
        arr.arr_placebo_usd,
        arr.arr_placebo_loss_usd,
        signals.tickets_90_days,
        signals.usage_change,
        cast({{ days_between('first_mrr.first_mrr_on', 'moments.landmark_date') }} as bigint) as tenure_days,
        case
            when not moments.is_mature then 'immature'
            when arr.arr_landmark_usd is null or arr.is_follow_up_unknown then 'exchange_rate_missing'
            when arr.arr_landmark_usd > 0 then 'eligible'
            when arr.arr_index_usd > 0 then 'churned_before_landmark'
            else 'not_active_at_index'
        end as eligibility
    from moments
    inner join {{ ref('int_index_arr') }} as arr on moments.moment_key = arr.moment_key
    left join {{ ref('int_index_signals') }} as signals on moments.index_response_key = signals.index_response_key
    left join {{ ref('int_unit_first_mrr') }} as first_mrr on moments.account_id = first_mrr.unit_id

),

final as (

    select
        measured.*,
        {{ arr_band('arr_bands') }} as arr_band,
        {{ tenure_band('tenure_bands', 'measured.account_id') }} as tenure_band,
        {{ score_bucket('measured.score') }} as score_bucket
    from measured
    {{ arr_band_join('arr_bands', 'cast(measured.arr_landmark_usd as double)') }}
    {{ tenure_band_join('tenure_bands', 'measured.tenure_days') }}

)

select * from final
