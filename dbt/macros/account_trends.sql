{#-
  How an account's voice moves (metrics.md section 5, trend): matched contacts, and the slope over quarters.
-#}

{#
  Matched-contact change per `keys` from rows of `relation`, one per contact that answered again:
  {keys}, role_class, score, past_score. Gives {keys}, n_matched, matched_change (Σ role weight × change
  of score / Σ role weight, score points) and largest_fall (score points, 0 where nobody fell). Weighted by
  role only: both answers of a contact share its role, and age is what the comparison is about.
#}
{% macro matched_changes(relation, keys) %}
select
    {{ listed(keys) }},
    cast(count(*) as bigint) as n_matched,
    -- decimals: their sums do not depend on the order of addition
    round(
        cast(sum(cast({{ role_weight('role_class') }} as decimal(9, 4)) * (score - past_score)) as double)
        / nullif(cast(sum(cast({{ role_weight('role_class') }} as decimal(9, 4))) as double), 0), 9
    ) as matched_change,
    cast(greatest(0, max(past_score - score)) as bigint) as largest_fall
from {{ relation }}
group by {{ listed(keys) }}
{% endmacro %}

{# Least-squares slope of y on x from n, Σx, Σy, Σx², Σxy; NULL where x does not vary. #}
{% macro least_squares_slope(n, sum_x, sum_y, sum_xx, sum_xy) -%}
((cast({{ n }} as double) * cast({{ sum_xy }} as double) - cast({{ sum_x }} as double) * cast({{ sum_y }} as double))
    / nullif(cast({{ n }} as double) * cast({{ sum_xx }} as double) - pow(cast({{ sum_x }} as double), 2), 0))
{%- endmacro %}

{#
  Slope and last difference per row of `relation` ({keys}, quarter_index, account_nps): over the last four
  calendar quarters, the row's own among them. Gives {keys}, quarter_index, slope_quarters, nps_slope (points per
  quarter, NULL below three quarters), nps_change_points (against the quarter before, NULL without one).
#}
{% macro account_nps_slopes(relation, keys) %}
with sums as (
    select
        {{ listed(keys, 'here') }},
        here.quarter_index,
        cast(count(*) as bigint) as slope_quarters,
        sum(earlier.quarter_index - here.quarter_index) as sum_x,
        sum(cast(earlier.account_nps as decimal(18, 9))) as sum_y,
        sum((earlier.quarter_index - here.quarter_index) * (earlier.quarter_index - here.quarter_index)) as sum_xx,
        -- a BIGINT here would leave Spark too few decimals for the product
        sum(cast(earlier.quarter_index - here.quarter_index as decimal(9, 0)) * cast(earlier.account_nps as decimal(18, 9))) as sum_xy,
        max(case when earlier.quarter_index = here.quarter_index then here.account_nps end)
            - max(case when earlier.quarter_index = here.quarter_index - 1 then earlier.account_nps end) as nps_change_points
    from {{ relation }} as here
    inner join {{ relation }} as earlier
        on {% for key in keys %}here.{{ key }} = earlier.{{ key }} and {% endfor %}
        earlier.quarter_index between here.quarter_index - 3 and here.quarter_index
    group by {{ listed(keys, 'here') }}, here.quarter_index
)

select
    {{ listed(keys) }},
    quarter_index,
    slope_quarters,
    case
        when slope_quarters >= {{ var('account_trend_minimum_quarters') }}
            then round({{ least_squares_slope('slope_quarters', 'sum_x', 'sum_y', 'sum_xx', 'sum_xy') }}, 9)
    end as nps_slope,
    nps_change_points
from sums
{% endmacro %}

{# improved, steady or declined by a change of score points; NULL without one. #}
{% macro account_movement(change) -%}
case
    when {{ change }} is null then null
    when {{ change }} >= {{ var('account_movement_points') }} then 'improved'
    when {{ change }} <= -{{ var('account_movement_points') }} then 'declined'
    else 'steady'
end
{%- endmacro %}
