{#-
  Sums and measures of experience cells (NPS, CSAT, CES): whole answers added up per account first, so that
  intervals know that answers of one account are alike. Sums are integers and therefore exact.
-#}

{#
  Sums per `keys` from rows of `relation`, one per answer: {keys}, cluster_id, y (a whole number). Gives
  {keys}, n_responses, n_clusters, n_accounts, sum_y, sum_yy (Σ y²), and over clusters sum_ss (Σ s², s = Σ y of
  the cluster), sum_sn (Σ s·n), sum_nn (Σ n²).
#}
{% macro experience_sums(relation, keys) %}
with clusters as (
    {{ cluster_sums(relation, keys) }}
)

{{ sums_of_clusters('clusters', keys) }}
{% endmacro %}

{# The first step of it: {keys}, cluster_id, and of its answers n (how many), s (Σ y), q (Σ y²). #}
{% macro cluster_sums(relation, keys) %}
select
    {{ listed(keys) }},
    cluster_id,
    count(*) as n,
    sum(y) as s,
    sum(y * y) as q
from {{ relation }}
group by {{ listed(keys) }}, cluster_id
{% endmacro %}

{# The second: the sums per `keys` from rows of `relation`, one per cluster, as cluster_sums gives them. #}
{% macro sums_of_clusters(relation, keys) %}
select
    {{ listed(keys) }},
    cast(sum(n) as bigint) as n_responses,
    cast(count(*) as bigint) as n_clusters,
    cast(sum(case when substring(cluster_id, 1, 2) = 'a:' then 1 else 0 end) as bigint) as n_accounts,
    cast(sum(s) as bigint) as sum_y,
    cast(sum(q) as bigint) as sum_yy,
    cast(sum(s * s) as bigint) as sum_ss,
    cast(sum(s * n) as bigint) as sum_sn,
    cast(sum(n * n) as bigint) as sum_nn
from {{ relation }}
group by {{ listed(keys) }}
{% endmacro %}

{#
  The sums above with promoters and detractors, where y is +1, 0 or −1 (NPS) or 1 or 0 (satisfied): what
  nps_measures takes. Satisfaction has no detractors, so its m is the satisfied share and its n_effective
  the sample of a share.
#}
{% macro with_promoters(relation) %}
select
    *,
    cast((sum_yy + sum_y) / 2 as bigint) as promoters,
    cast((sum_yy - sum_y) / 2 as bigint) as detractors
from {{ relation }}
{% endmacro %}

{#
  Mean of y with a t interval from the sums of experience_sums: all columns and mean_y, mean_lo, mean_hi,
  n_effective. The variance is the larger of the simple one (s²/n) and the one between clusters (G/(G−1)·Σu²/n²),
  ν = G − 1; with one answer per account this is the plain t interval. Bounds stay within [scale_min, scale_max],
  columns of `relation`. No interval from a single account.
#}
{% macro experience_means(relation) %}
with means as (
    select
        *,
        {{ ratio('sum_y', 'n_responses') }} as mean_y
    from {{ relation }}
),

variances as (
    select
        *,
        greatest(cast(0 as double), cast(sum_yy as double) - n_responses * mean_y * mean_y)
            / nullif(cast(n_responses as double) * (n_responses - 1), 0) as v_srs,
        {{ ratio('n_clusters', 'n_clusters - 1') }}
            * {{ cluster_square_sum('mean_y', 'sum_ss', 'sum_sn', 'sum_nn') }}
            / (cast(n_responses as double) * n_responses) as v_c
    from means
)

select
    *,
    case when n_clusters > 1 then
        greatest(cast(scale_min as double), mean_y - {{ t_quantile('(n_clusters - 1)') }} * sqrt(greatest(v_srs, v_c)))
    end as mean_lo,
    case when n_clusters > 1 then
        least(cast(scale_max as double), mean_y + {{ t_quantile('(n_clusters - 1)') }} * sqrt(greatest(v_srs, v_c)))
    end as mean_hi,
    case
        when v_srs > 1e-15 and n_clusters > 1 then n_responses * v_srs / greatest(v_srs, v_c)
        else cast(n_responses as double)
    end as n_effective
from variances
{% endmacro %}

{# 1 when a satisfaction score lies in the top of its scale (top two of five), 0 when not; var csat_satisfied_share is the cut on the way from worst to best. #}
{% macro is_satisfied(score, scale_min, scale_max) -%}
case when {{ score }} >= {{ scale_min }} + {{ var('csat_satisfied_share') }} * ({{ scale_max }} - {{ scale_min }}) then 1 else 0 end
{%- endmacro %}

{# suppressed, insufficient, few_clusters or ok, as in R11; `is_overall` is whether the cell is everybody. #}
{% macro experience_flag(n, clusters, is_overall='false') -%}
case
    when {{ n }} < {{ var('suppression_threshold') }} then 'suppressed'
    when {{ n }} < case when {{ is_overall }} then {{ var('minimum_responses_overall') }} else {{ var('minimum_responses_segment') }} end then 'insufficient'
    when {{ clusters }} < {{ var('few_clusters_threshold') }} then 'few_clusters'
    else 'ok'
end
{%- endmacro %}
