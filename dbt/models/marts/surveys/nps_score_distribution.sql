-- How the answers of each cell of nps_by_segment spread over the scores. Suppressed cells are absent:
-- their counts per score would tell who answered what (R11).
{% set grain = ['program', 'survey_type', 'period_type', 'segment_dimension', 'segment_value'] %}
with cells as (

    select
        {{ listed(grain) }},
        period_start,
        period_on,
        n_responses
    from {{ ref('int_nps_cells') }}
    where n_responses >= {{ var('suppression_threshold') }}

),

scores as (

    select * from {{ ref('int_nps_score_sums') }}

),

final as (

    select
        cells.program,
        cells.survey_type,
        cells.period_type,
        cells.period_start,
        cells.segment_dimension,
        cells.segment_value,
        scores.score,
        scores.n_responses,
        {{ ratio('scores.n_responses', 'cells.n_responses') }} as share
    from cells
    inner join scores
        on scores.valid_from <= cells.period_on
        and (scores.valid_to is null or cells.period_on < scores.valid_to)
        {% for key in grain %}
        and cells.{{ key }} = scores.{{ key }}
        {% endfor %}

)

select * from final
