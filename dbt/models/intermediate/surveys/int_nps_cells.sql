-- Published NPS cells: one row per grain of nps_by_segment with measures and the test against the period
-- before. Cells of program employee below the minimum do not exist (R11), here or as somebody's past.
{% set grain = ['program', 'survey_type', 'period_type', 'segment_dimension', 'segment_value'] %}
with sums as (

    select * from {{ ref('int_nps_cell_sums') }}
    where program <> 'employee' or n_responses >= {{ var('employee_minimum_cell') }}

),

periods as (

    select * from {{ ref('int_nps_periods') }}

),

cells as (

    select
        sums.*,
        periods.period_on,
        periods.period_start,
        periods.past_period_on
    from sums
    inner join periods
        on sums.period_type = periods.period_type
        and sums.valid_from <= periods.period_on
        and (sums.valid_to is null or periods.period_on < sums.valid_to)

),

measured as (

    select * from ({{ nps_measures('cells') }}) as measures

),

paired as (

    select
        later.*,
        earlier.n_responses as past_n_responses,
        earlier.n_clusters as past_n_clusters,
        earlier.promoters as past_promoters,
        earlier.detractors as past_detractors,
        earlier.sum_ss as past_sum_ss,
        earlier.sum_sn as past_sum_sn,
        earlier.sum_nn as past_sum_nn
    from measured as later
    left join cells as earlier
        on later.past_period_on = earlier.period_on
        {% for key in grain %}
        and later.{{ key }} = earlier.{{ key }}
        {% endfor %}

),

final as (

    select * from ({{ nps_changes('paired') }}) as changes

)

select * from final
