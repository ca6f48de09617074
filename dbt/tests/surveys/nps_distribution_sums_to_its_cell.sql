-- Every shown cell of nps_by_segment has a distribution that adds up to it, and no suppressed cell has one.
{% set grain = ['program', 'survey_type', 'period_type', 'period_start', 'segment_dimension', 'segment_value'] %}
with distribution as (

    select
        {{ listed(grain) }},
        cast(sum(n_responses) as bigint) as n_responses,
        sum(share) as share,
        cast(sum(case when score >= 9 then n_responses else 0 end) as bigint) as promoters,
        cast(sum(case when score <= 6 then n_responses else 0 end) as bigint) as detractors
    from {{ ref('nps_score_distribution') }}
    group by {{ listed(grain) }}

)

select
    {{ listed(grain, 'cells') }},
    cells.flag,
    cells.n_responses as n_cell,
    distribution.n_responses as n_distribution
from {{ ref('nps_by_segment') }} as cells
full outer join distribution
    on {% for key in grain %}cells.{{ key }} = distribution.{{ key }}{{ ' and ' if not loop.last }}{% endfor %}

where cells.program is null
    or (cells.flag = 'suppressed') <> (distribution.program is null)
    or distribution.n_responses <> cells.n_responses
    or distribution.promoters <> cells.promoters
    or distribution.detractors <> cells.detractors
    or abs(distribution.share - 1) > 1e-9
