-- The risk model by tenths of the accounts, the riskiest first: did those it feared churn, and how much of the lost
-- revenue would a team have met that works the list from the top (metrics.md section 8). Evaluated quarters only.
with evaluations as (

    select * from {{ ref('int_churn_risk_evaluations') }}

),

tested as (

    select
        evaluations.model_version,
        evaluations.test_quarter,
        evaluations.is_calibrated,
        scores.q,
        cast(risk_rows.arr_usd as decimal(18, 2)) as arr_usd,
        case when risk_rows.is_churn_event then 1 else 0 end as event,
        row_number() over (
            partition by evaluations.model_version, evaluations.test_quarter
            order by scores.q desc nulls last, risk_rows.arr_usd desc nulls last, scores.account_id asc
        ) as risk_rank,
        cast(count(*) over (partition by evaluations.model_version, evaluations.test_quarter) as bigint) as accounts
    from evaluations
    inner join {{ ref('int_churn_risk_scores') }} as scores
        on evaluations.model_version = scores.model_version and evaluations.test_quarter = scores.test_quarter
    inner join {{ ref('int_churn_risk_rows') }} as risk_rows
        on scores.account_id = risk_rows.account_id and scores.t0 = risk_rows.t0
    where risk_rows.is_churn_event is not null

),

placed as (

    -- the first tenth is rounded up, as in top_decile_arr_share
    select
        *,
        floor(cast(10 * (risk_rank - 1) as double) / accounts) + 1 as decile
    from tested

),

deciles as (

    select
        model_version,
        test_quarter,
        is_calibrated,
        cast(decile as bigint) as decile,
        cast(count(*) as bigint) as n,
        cast(sum(event) as bigint) as events,
        {{ exact_sum('q', 12) }} as sum_q,
        cast(sum(arr_usd) as decimal(18, 2)) as arr_usd,
        cast(sum(arr_usd * event) as decimal(18, 2)) as lost_arr_usd
    from placed
    group by model_version, test_quarter, is_calibrated, decile

),

totals as (

    select
        *,
        cast(sum(n) over (partition by model_version, test_quarter) as bigint) as total_n,
        cast(sum(events) over (partition by model_version, test_quarter) as bigint) as total_events,
        cast(sum(lost_arr_usd) over (partition by model_version, test_quarter) as decimal(18, 2)) as total_lost_arr_usd,
        cast(sum(lost_arr_usd) over (
            partition by model_version, test_quarter order by decile asc nulls last
            rows between unbounded preceding and current row
        ) as decimal(18, 2)) as cumulative_lost_arr_usd
    from deciles

),

final as (

    select
        -- grain
        model_version,
        cast(test_quarter as date) as test_quarter,
        decile,

        -- numbers
        n,
        events,
        {{ ratio('events', 'n') }} as event_rate,
        {{ wilson_lo(ratio('events', 'n'), 'n') }} as event_rate_lo,
        {{ wilson_hi(ratio('events', 'n'), 'n') }} as event_rate_hi,
        case when is_calibrated then {{ ratio('sum_q', 'n') }} end as mean_predicted,
        arr_usd,
        lost_arr_usd,
        {{ ratio('lost_arr_usd', 'total_lost_arr_usd') }} as lost_arr_share,
        {{ ratio('cumulative_lost_arr_usd', 'total_lost_arr_usd') }} as cumulative_lost_arr_share,
        {{ ratio(ratio('events', 'n'), ratio('total_events', 'total_n')) }} as lift,

        -- booleans
        is_calibrated
    from totals

)

select * from final
