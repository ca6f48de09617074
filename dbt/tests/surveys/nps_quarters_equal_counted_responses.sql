-- A quarter of nps_by_segment is exactly the counted responses of fct_survey_responses.
with facts as (

    select
        program,
        survey_type,
        {{ period_start('quarter', 'responded_at') }} as period_start,
        cast(count(*) as bigint) as n_responses,
        cast(count(*) filter (where nps_class = 'promoter') as bigint) as promoters
    from {{ ref('fct_survey_responses') }}
    where is_counted
    group by program, survey_type, {{ period_start('quarter', 'responded_at') }}

),

cells as (

    select * from {{ ref('nps_by_segment') }}
    where segment_dimension = 'all' and period_type = 'quarter' and program <> 'employee'

)

select
    facts.*,
    cells.n_responses as n_cell,
    cells.promoters as promoters_cell
from facts
full outer join cells
    on facts.program = cells.program
    and facts.survey_type = cells.survey_type
    and facts.period_start = cells.period_start
where facts.n_responses is null
    or (cells.n_responses is null and {{ 'true' if var('publish_open_periods') else 'false' }})
    or facts.n_responses <> cells.n_responses
    or facts.promoters <> cells.promoters
