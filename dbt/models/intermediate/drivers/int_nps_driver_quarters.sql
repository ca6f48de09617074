-- Windows of the drivers of NPS: each complete quarter with an answer, and the beginning of its window. A table of its
-- own, as every answer depends on it: it changes where a quarter begins or ends and not with each answer.
with final as (

    select distinct
        answers.response_quarter as quarter,
        {{ add_months('answers.response_quarter', -3 * (var('driver_window_quarters') - 1)) }} as window_start
    from {{ ref('int_nps_driver_responses') }} as answers
    cross join {{ ref('int_as_of_resolved') }} as as_of
    -- a quarter that is still running has no drivers yet
    where {{ add_months('answers.response_quarter', 3) }} <= cast(as_of.survey_as_of as date)

)

select * from final
