-- Every dimension splits the same responses (program employee drops small cells).
with sums as (

    select
        program,
        survey_type,
        period_type,
        period_start,
        segment_dimension,
        cast(sum(n_responses) as bigint) as n_responses
    from {{ ref('nps_by_segment') }}
    where program <> 'employee'
    group by program, survey_type, period_type, period_start, segment_dimension

)

select
    split.*,
    everyone.n_responses as n_everyone
from sums as split
left join sums as everyone
    on split.program = everyone.program
    and split.survey_type = everyone.survey_type
    and split.period_type = everyone.period_type
    and split.period_start = everyone.period_start
    and everyone.segment_dimension = 'all'
where everyone.n_responses is null or split.n_responses <> everyone.n_responses
