-- Sums of every NPS cell through time, one dimension after the other: responses are added up per cluster
-- before anything is combined, so no response is repeated per segment and window.
{% set keys = ['program', 'survey_type', 'period_type', 'segment_value'] %}
with memberships as (

    select * from {{ ref('int_nps_memberships') }}

),

{% for dimension in nps_dimensions() %}
rows_{{ dimension }} as (

    select
        program,
        survey_type,
        period_type,
        {{ 'everyone' if dimension == 'all' else dimension }} as segment_value,
        cluster_id,
        nps_class,
        enters_on,
        leaves_on,
        lag_months
    from memberships

),

{% endfor %}
final as (

    {% for dimension in nps_dimensions() %}
    select
        '{{ dimension }}' as segment_dimension,
        cells.*
    from ({{ nps_cell_sums('rows_' ~ dimension, keys) }}) as cells
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select * from final
