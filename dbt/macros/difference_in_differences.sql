{#
  (after − before) of those concerned minus (after − before) of the others, as a fraction, from answers of
  `relation`: {keys}, cluster_id, is_mention, is_after, y (−1, 0, 1). One formula for clusters and for people on
  several sides, as metrics.md section 1 has it for two periods: u = Σ ±(y − m of its side)/n of its side per
  cluster, Var = G/(G−1)·Σu². {keys}, n and m per side (mention_before …), difference, difference_se, clusters;
  NULL where a side is empty.
#}
{% macro difference_in_differences(relation, keys) %}
with sides as (
    select
        *,
        count(*) over (partition by {{ listed(keys) }}, is_mention, is_after) as side_n,
        {{ ratio('sum(y) over (partition by ' ~ listed(keys) ~ ', is_mention, is_after)', 'count(*) over (partition by ' ~ listed(keys) ~ ', is_mention, is_after)') }} as side_mean
    from {{ relation }}
),

clusters as (
    select
        {{ listed(keys) }},
        cluster_id,
        {{ exact_sum('case when is_mention = is_after then 1 else -1 end * (y - side_mean) / side_n', 15) }} as u
    from sides
    group by {{ listed(keys) }}, cluster_id
),

variances as (
    select
        {{ listed(keys) }},
        cast(count(*) as bigint) as clusters,
        {{ ratio('count(*)', 'count(*) - 1') }} * {{ exact_sum('u * u', 18) }} as difference_variance
    from clusters
    group by {{ listed(keys) }}
),

means as (
    select
        {{ listed(keys) }},
        {% for side, condition in [
            ('mention_before', 'is_mention and not is_after'), ('mention_after', 'is_mention and is_after'),
            ('other_before', 'not is_mention and not is_after'), ('other_after', 'not is_mention and is_after')] %}
        cast(count(case when {{ condition }} then 1 end) as bigint) as {{ side }}_n,
        max(case when {{ condition }} then side_mean end) as {{ side }}_mean{{ ',' if not loop.last }}
        {% endfor %}
    from sides
    group by {{ listed(keys) }}
)

select
    means.*,
    variances.clusters,
    (mention_after_mean - mention_before_mean) - (other_after_mean - other_before_mean) as difference,
    case when mention_after_mean is not null and mention_before_mean is not null and other_after_mean is not null and other_before_mean is not null
        then sqrt(variances.difference_variance) end as difference_se
from means
inner join variances
    on {% for key in keys %}means.{{ key }} = variances.{{ key }}{{ ' and ' if not loop.last }}{% endfor %}
{% endmacro %}
