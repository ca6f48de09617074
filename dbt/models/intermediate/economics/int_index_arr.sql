-- ARR of each index moment in USD (R26): at the index, at the landmark, twelve months later, and six
-- months before the index for the placebo. The later figure of a pair uses the earlier one's rate, so
-- that currencies move no loss.
with moments as (

    select * from {{ ref('int_index_moments') }}

),

at_index as (

    {{ arr_at('moments', 'moment_key', 'account_id', 'index_date') }}

),

at_landmark as (

    {{ arr_at('moments', 'moment_key', 'account_id', 'landmark_date') }}

),

at_follow_up as (

    {{ arr_at('moments', 'moment_key', 'account_id', 'follow_up_date', 'landmark_date') }}

),

before_index as (

    {{ arr_at('moments', 'moment_key', 'account_id', 'placebo_date') }}

),

index_at_earlier_rate as (

    {{ arr_at('moments', 'moment_key', 'account_id', 'index_date', 'placebo_date') }}

),

final as (

    select
        at_index.moment_key,
        at_index.arr_usd as arr_index_usd,
        at_landmark.arr_usd as arr_landmark_usd,
        {{ arr_loss('at_landmark.arr_usd', 'at_follow_up.arr_usd') }} as arr_loss_usd,
        before_index.arr_usd as arr_placebo_usd,
        {{ arr_loss('before_index.arr_usd', 'index_at_earlier_rate.arr_usd') }} as arr_placebo_loss_usd,
        at_follow_up.arr_usd is null as is_follow_up_unknown
    from at_index
    inner join at_landmark on at_index.moment_key = at_landmark.moment_key
    inner join at_follow_up on at_index.moment_key = at_follow_up.moment_key
    inner join before_index on at_index.moment_key = before_index.moment_key
    inner join index_at_earlier_rate on at_index.moment_key = index_at_earlier_rate.moment_key

)

select * from final
