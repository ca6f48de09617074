-- The decile table adds up to the evaluation that the model published: accounts, events and the top tenth's lost ARR.
with summed as (

    select
        model_version,
        test_quarter,
        sum(n) as n,
        sum(events) as events,
        max(case when decile = 1 then lost_arr_share end) as top_decile_arr_share
    from {{ ref('risk_model_deciles') }}
    group by model_version, test_quarter

)

select
    evaluations.model_version,
    evaluations.test_quarter
from {{ ref('risk_model_evaluation') }} as evaluations
left join summed
    on evaluations.model_version = summed.model_version and evaluations.test_quarter = summed.test_quarter
where coalesce(evaluations.n <> summed.n, true)
    or evaluations.events <> summed.events
    or coalesce(abs(evaluations.top_decile_arr_share - summed.top_decile_arr_share), 0) > 0.000000001
    or (evaluations.top_decile_arr_share is null) <> (summed.top_decile_arr_share is null)
