-- How well the churn risks of each quarter foretold the six months after it, on rows the model never saw.
with evaluations as (

    select * from {{ ref('int_churn_risk_evaluations') }}

),

final as (

    select
        -- grain
        model_version,
        cast(test_quarter as date) as test_quarter,

        -- numbers
        cast(auc as double) as auc,
        cast(brier as double) as brier,
        cast(skill as double) as skill,
        cast(calibration_slope as double) as calibration_slope,
        cast(calibration_intercept as double) as calibration_intercept,
        cast(top_decile_arr_share as double) as top_decile_arr_share,
        cast(n as bigint) as n,
        cast(events as bigint) as events,

        -- booleans
        is_calibrated,
        coalesce(auc > {{ var('risk_leak_auc') }}, false) as is_leak_suspected
    from evaluations

)

select * from final
