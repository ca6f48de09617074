{#-
  Beta-binomial shrinkage of rates (metrics.md section 6, R32): a small group's rate is drawn towards
  the pooled rate as strongly as the groups' own spread says.
-#}

{#
  keys, group, n, x, pooled_rate, rho, prior_strength (k), shrunken_rate. `relation` has one row per key
  and group with counts `n` and events `x`. Groups with n = 0 get the pooled rate and do not count as
  groups. ρ is clamped to [0, 0.5]; ρ = 0 or fewer than two groups: every group has the pooled rate.
#}
{% macro shrunken_rates(relation, keys, group, n='n', x='x') %}
with pooled as (
    select
        {{ keys | join(', ') }}, {{ group }},
        cast({{ n }} as double) as n,
        cast({{ x }} as double) as x,
        sum(cast({{ n }} as double)) over key_groups as total_n,
        {{ ratio('sum(' ~ x ~ ') over key_groups', 'sum(' ~ n ~ ') over key_groups') }} as pooled_rate,
        count(case when {{ n }} > 0 then 1 end) over key_groups as group_count,
        sum(pow(cast({{ n }} as double), 2)) over key_groups as total_n_squared
    from {{ relation }}
    window key_groups as (partition by {{ keys | join(', ') }})
), spread as (
    select
        *,
        {{ exact_sum('case when n > 0 then n * pow(x / nullif(n, 0) - pooled_rate, 2) else 0 end', 15, '(partition by ' ~ keys | join(', ') ~ ')') }} as squared_spread
    from pooled
), correlations as (
    select
        *,
        case
            when group_count < 2 then cast(0 as double)
            else coalesce(least(cast(0.5 as double), greatest(cast(0 as double),
                (squared_spread / nullif(pooled_rate * (1 - pooled_rate), 0) - (group_count - 1))
                / nullif(total_n - total_n_squared / nullif(total_n, 0) - (group_count - 1), 0))), 0)
        end as rho
    from spread
)
select
    {{ keys | join(', ') }}, {{ group }}, n, x, pooled_rate, rho,
    (1 - rho) / nullif(rho, 0) as prior_strength,
    case
        when rho > 0 then (x + (1 - rho) / nullif(rho, 0) * pooled_rate) / (n + (1 - rho) / nullif(rho, 0))
        else pooled_rate
    end as shrunken_rate
from correlations
{% endmacro %}
