{#-
  Post-stratification for non-response (metrics.md section 1, R13).
-#}

{#
  Weighted NPS per `keys` from strata rows of `relation`:

      {keys}, frame_count (N_h), n_responses (n_h), promoters, detractors, deff (of the unweighted cell)

  w = (N_h/N)/(n_h/n) capped at the var weight_cap, rescaled to Σw = n; W_h after cap and rescale.
  Gives {keys}, n_responses, nps_weighted (points), weighted_variance (of the fraction), kish_n,
  n_effective_weighted (divided by deff), nps_weighted_lo, nps_weighted_hi. NULL where a stratum has one
  response (its variance is unknown).
#}
{% macro nps_weighted_measures(relation, keys) %}
with totals as (
    select
        *,
        sum(cast(frame_count as double)) over (partition by {{ listed(keys) }}) as frame_total,
        sum(cast(n_responses as double)) over (partition by {{ listed(keys) }}) as n_total
    from {{ relation }}
),

capped as (
    select
        *,
        least(
            cast({{ var('weight_cap') }} as double),
            (frame_count / nullif(frame_total, 0)) / nullif(n_responses / nullif(n_total, 0), 0)
        ) as weight
    from totals
    where n_responses > 0
),

rescaled as (
    select
        *,
        weight * n_total / nullif({{ exact_sum('weight * n_responses', 12, '(partition by ' ~ listed(keys) ~ ')') }}, 0) as w
    from capped
),

strata as (
    select
        *,
        w * n_responses / n_total as stratum_share,
        {{ ratio('promoters', 'n_responses') }} as p,
        {{ ratio('detractors', 'n_responses') }} as d
    from rescaled
),

weighted as (
    select
        {{ listed(keys) }},
        cast(sum(n_responses) as bigint) as n_responses,
        max(deff) as deff,
        {{ exact_sum('stratum_share * p', 15) }} as p_w,
        {{ exact_sum('stratum_share * d', 15) }} as d_w,
        case when min(n_responses) > 1 then
            {{ exact_sum('stratum_share * stratum_share * (p + d - (p - d) * (p - d)) / nullif(n_responses - 1, 0)', 18) }}
        end as weighted_variance,
        pow({{ exact_sum('w * n_responses', 12) }}, 2) / {{ exact_sum('w * w * n_responses', 12) }} as kish_n
    from strata
    group by {{ listed(keys) }}
),

samples as (
    select
        *,
        case
            when weighted_variance > 1e-15 then (p_w + d_w - pow(p_w - d_w, 2)) / weighted_variance / coalesce(deff, 1)
            when weighted_variance is not null then kish_n / coalesce(deff, 1)
        end as n_effective_weighted
    from weighted
)

select
    {{ listed(keys) }},
    n_responses,
    100 * (p_w - d_w) as nps_weighted,
    weighted_variance,
    kish_n,
    n_effective_weighted,
    100 * {{ adjusted_wald_lo('p_w', 'd_w', 'n_effective_weighted') }} as nps_weighted_lo,
    100 * {{ adjusted_wald_hi('p_w', 'd_w', 'n_effective_weighted') }} as nps_weighted_hi
from samples
{% endmacro %}

{#
  Greedy groups along an order: rows (positions 1…`positions`) join the next one until their `count` reaches
  `minimum`; a rest below it joins the group before. A plain window cannot carry the running count, so the steps
  are written out. {keys}, {position}, group_position (the first position of the group).
#}
{% macro greedy_groups(relation, keys, position, count, minimum, positions=6) %}
with pivoted as (
    select
        {{ listed(keys) }},
        {% for i in range(1, positions + 1) %}
        sum(case when {{ position }} = {{ i }} then {{ count }} else 0 end) as n_{{ i }}{{ ',' if not loop.last }}
        {% endfor %}
    from {{ relation }}
    group by {{ listed(keys) }}
),

step_1 as (
    select *, n_1 as c_1, 1 as g_1 from pivoted
),

{% for i in range(2, positions + 1) %}
step_{{ i }} as (
    select
        *,
        case when c_{{ i - 1 }} >= {{ minimum }} then n_{{ i }} else c_{{ i - 1 }} + n_{{ i }} end as c_{{ i }},
        case when c_{{ i - 1 }} >= {{ minimum }} then {{ i }} else g_{{ i - 1 }} end as g_{{ i }}
    from step_{{ i - 1 }}
),

{% endfor %}
ended as (
    select
        *,
        greatest({% for i in range(1, positions) %}case when g_{{ i }} < g_{{ positions }} then g_{{ i }} else 0 end, {% endfor %}0) as group_before
    from step_{{ positions }}
),

-- one row per position without a union, each branch of which Spark would compute anew
numbers as (
    {% for i in range(1, positions + 1) %}
    select {{ i }} as position_number
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

unpivoted as (
    select
        ended.*,
        numbers.position_number,
        case numbers.position_number
            {%- for i in range(1, positions + 1) %}
            when {{ i }} then g_{{ i }}
            {%- endfor %}
        end as group_position
    from ended
    cross join numbers
)

select
    {{ listed(keys) }},
    position_number as {{ position }},
    case when c_{{ positions }} < {{ minimum }} and group_position = g_{{ positions }} and group_before > 0 then group_before else group_position end as group_position
from unpivoted
{% endmacro %}

{#
  Strata of `relation` ({keys}, arr_position, tenure_position, frame_count, n_responses, promoters, detractors,
  deff) merged until each has the var stratum_minimum_responses: an ARR band with fewer altogether joins the next
  (the last the one before), then within what remains tenure joins the next.
#}
{% macro merged_strata(relation, keys) %}
with arr_groups as (
    {{ greedy_groups(relation, keys, 'arr_position', 'n_responses', var('stratum_minimum_responses', 5)) }}
),

by_arr as (
    select
        strata.*,
        arr_groups.group_position as arr_group
    from {{ relation }} as strata
    inner join arr_groups
        on strata.arr_position = arr_groups.arr_position
        {% for key in keys %}and strata.{{ key }} = arr_groups.{{ key }} {% endfor %}
),

tenure_groups as (
    {{ greedy_groups('by_arr', keys + ['arr_group'], 'tenure_position', 'n_responses', var('stratum_minimum_responses', 5)) }}
)

select
    {{ listed(keys, 'by_arr') }},
    by_arr.arr_group,
    tenure_groups.group_position as tenure_group,
    cast(sum(by_arr.frame_count) as bigint) as frame_count,
    cast(sum(by_arr.n_responses) as bigint) as n_responses,
    cast(sum(by_arr.promoters) as bigint) as promoters,
    cast(sum(by_arr.detractors) as bigint) as detractors,
    max(by_arr.deff) as deff
from by_arr
inner join tenure_groups
    on by_arr.arr_group = tenure_groups.arr_group
    and by_arr.tenure_position = tenure_groups.tenure_position
    {% for key in keys %}and by_arr.{{ key }} = tenure_groups.{{ key }} {% endfor %}
group by {{ listed(keys, 'by_arr') }}, by_arr.arr_group, tenure_groups.group_position
{% endmacro %}

{# What a stratum of a cell is: columns of int_nps_strata_by_*. #}
{% macro nps_stratum() %}
{{ return(['program', 'survey_type', 'period_type', 'segment_dimension', 'segment_value', 'arr_position', 'tenure_position']) }}
{% endmacro %}

{#
  By how many people asked and answers each stratum of the NPS cells of some dimensions moves on a day (int_nps_strata_by_*):
  both are added up as they enter and leave. n_changes counts what was added up. A handful of dimensions at a time
  bounds the memory.
#}
{% macro nps_stratum_steps(dimensions) %}
with changes as (

    {% for dimension in dimensions %}
    {%- set value = 'everyone' if dimension == 'all' else dimension %}
    {%- for moment, sign in [('enters_on', 1), ('leaves_on', -1)] %}
    select
        program, survey_type, period_type, '{{ dimension }}' as segment_dimension, {{ value }} as segment_value,
        arr_position, tenure_position, {{ moment }} as changed_on,
        {{ sign }} as frame_count, 0 as n_responses, 0 as promoters, 0 as detractors
    from {{ ref('int_nps_frame_members') }}
    union all
    select
        program, survey_type, period_type, '{{ dimension }}', {{ value }},
        arr_position, tenure_position, {{ moment }},
        0, {{ sign }}, case when nps_class = 'promoter' then {{ sign }} else 0 end, case when nps_class = 'detractor' then {{ sign }} else 0 end
    from {{ ref('int_nps_frame_answers') }}
    where {{ value }} = frame_{{ value }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select
    {{ listed(nps_stratum()) }},
    changed_on,
    {% for name in ['frame_count', 'n_responses', 'promoters', 'detractors'] %}
    cast(sum({{ name }}) as bigint) as {{ name }},
    {% endfor %}
    cast(count(*) as bigint) as n_changes
from changes
group by {{ listed(nps_stratum()) }}, changed_on
{% endmacro %}

{# Weighted measures of the NPS cells whose strata `steps` moves, one row per cell (int_nps_weighted_by_*). #}
{% macro nps_dimension_weights(steps) %}
{%- set cell = nps_stratum()[:5] -%}
{%- set stratum = nps_stratum() -%}
with cells as (

    select * from {{ ref('int_nps_cells') }}

),

stretches as (

    select
        {{ listed(stratum) }},
        changed_on as valid_from,
        lead(changed_on) over (partition by {{ listed(stratum) }} order by changed_on asc nulls last) as valid_to,
        {% for name in ['frame_count', 'n_responses', 'promoters', 'detractors'] %}
        cast(sum({{ name }}) over (
            partition by {{ listed(stratum) }} order by changed_on asc nulls last rows between unbounded preceding and current row
        ) as bigint) as {{ name }}{{ ',' if not loop.last }}
        {% endfor %}
    from {{ steps }}

),

strata as (

    select
        {{ listed(cell, 'stretches') }},
        cells.period_start,
        stretches.arr_position,
        stretches.tenure_position,
        stretches.frame_count,
        stretches.n_responses,
        stretches.promoters,
        stretches.detractors,
        {{ ratio('cells.n_responses', 'cells.n_effective') }} as deff
    from stretches
    inner join cells
        on stretches.valid_from <= cells.period_on
        and (stretches.valid_to is null or cells.period_on < stretches.valid_to)
        {% for key in cell %}and stretches.{{ key }} = cells.{{ key }} {% endfor %}
    where stretches.frame_count > 0 and {{ computed_once() }}

),

merged as (

    {{ merged_strata('strata', cell + ['period_start']) }}

)

select * from ({{ nps_weighted_measures('merged', cell + ['period_start']) }}) as weighted
{% endmacro %}
