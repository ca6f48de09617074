{% set keys = ['program', 'survey_type', 'period_type', 'segment_dimension', 'segment_value', 'score'] %}
{{ config(meta={'sums': {
    'of': ['int_nps_memberships'],
    'by': 'cluster_id',
    'each_row': true,
    'grain': keys + ['changed_on'],
    'rows': 'n_changes'
}}) }}
-- By how many responses each score of the NPS cells moves on a day: what enters and what leaves, added up.
with counted as (

    {% for dimension in nps_dimensions() %}
    select
        program,
        survey_type,
        period_type,
        '{{ dimension }}' as segment_dimension,
        {{ 'everyone' if dimension == 'all' else dimension }} as segment_value,
        score,
        enters_on,
        leaves_on,
        cast(count(*) as bigint) as n
    from {{ ref('int_nps_memberships') }}
    group by program, survey_type, period_type, {{ 'everyone' if dimension == 'all' else dimension }}, score, enters_on, leaves_on
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

changes as (

    select {{ listed(keys) }}, enters_on as changed_on, n, n as n_changes from counted
    union all
    select {{ listed(keys) }}, leaves_on, -n, n from counted

)

select
    {{ listed(keys) }},
    changed_on,
    cast(sum(n) as bigint) as n,
    cast(sum(n_changes) as bigint) as n_changes
from changes
group by {{ listed(keys) }}, changed_on
