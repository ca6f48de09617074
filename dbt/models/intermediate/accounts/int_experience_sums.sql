-- Sums of the experience cells per quarter and segment. The NPS of segments other than the agent is
-- nps_by_segment's and is not added up a second time.
{% set keys = ['program', 'metric', 'survey_type', 'segment_value', 'quarter'] %}
with answers as (

    select * from {{ ref('int_experience_answers') }}

),

{% for dimension in nps_dimensions() + ['handled_by'] %}
rows_{{ dimension }} as (

    select
        program,
        metric,
        survey_type,
        {{ 'everyone' if dimension == 'all' else dimension }} as segment_value,
        quarter,
        cluster_id,
        whole_y as y
    from answers
    where {{ 'handled_by is not null' if dimension == 'handled_by' else "metric <> 'nps'" }}

),

{% endfor %}
-- Effort scores on different scales are never averaged: a cell knows the scales in it.
scales as (

    select
        program,
        metric,
        survey_type,
        min(scale_min) as scale_min,
        max(scale_max) as scale_max,
        min(scale_min) < max(scale_min) or min(scale_max) < max(scale_max) as is_mixed
    from answers
    group by program, metric, survey_type

),

summed as (

    {% for dimension in nps_dimensions() + ['handled_by'] %}
    select
        '{{ dimension }}' as segment_dimension,
        cells.*
    from ({{ experience_sums('rows_' ~ dimension, keys) }}) as cells
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

final as (

    select
        summed.*,
        scales.scale_min,
        scales.scale_max,
        scales.is_mixed
    from summed
    inner join scales
        on summed.program = scales.program
        and summed.metric = scales.metric
        and summed.survey_type = scales.survey_type

)

select * from final
