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
        weight * n_total / nullif(sum(weight * n_responses) over (partition by {{ listed(keys) }}), 0) as w
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
        sum(stratum_share * p) as p_w,
        sum(stratum_share * d) as d_w,
        case when min(n_responses) > 1 then
            sum(stratum_share * stratum_share * (p + d - (p - d) * (p - d)) / nullif(n_responses - 1, 0))
        end as weighted_variance,
        pow(sum(w * n_responses), 2) / sum(w * w * n_responses) as kish_n
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
