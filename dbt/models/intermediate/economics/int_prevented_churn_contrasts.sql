-- One row per fixed stratum: sums, rates, variances, the common slope and its share of the estimate.
with stratified as (

    select * from {{ ref('int_prevented_churn_stratified') }}

),

final as (

    {{ stratum_contrasts('stratified', ['design', 'window_start', 'window_end']) }}

)

select * from final
