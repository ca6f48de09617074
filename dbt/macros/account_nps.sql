{#-
  Account NPS (metrics.md section 5, R14): one answer per contact, weighted by role and recency.
-#}

{# Weight of a contact's role. #}
{% macro role_weight(role_class) -%}
case {{ role_class }}
    {%- for role, weight in var('role_weights').items() %}
    when '{{ role }}' then cast({{ weight }} as double)
    {%- endfor %}
    else cast(1 as double)
end
{%- endmacro %}

{#
  Account NPS per `keys` from rows of `relation`: {keys}, score, role_class, age_days (whole days).
  weight = role × 2^(−age/half-life). Gives {keys}, account_nps (points, rounded to 9 decimals so that
  the class cuts do not hang on the last bit), nps_class, n_responses, n_effective ((Σw)²/Σw²),
  weighted_mean_score, is_polarised (promoters and detractors each hold 25% of the weight),
  has_executive_detractor.
#}
{% macro account_nps_measures(relation, keys) %}
with weighted as (
    select
        *,
        {{ role_weight('role_class') }} * pow(cast(2 as double), -cast(age_days as double) / {{ var('recency_half_life_days') }}) as weight,
        case when score >= 9 then 1 when score >= 7 then 0 else -1 end as y
    from {{ relation }}
),

sums as (
    select
        {{ listed(keys) }},
        cast(count(*) as bigint) as n_responses,
        {{ exact_sum('weight', 24) }} as sum_w,
        {{ exact_sum('weight * weight', 24) }} as sum_ww,
        {{ exact_sum('weight * y', 24) }} as sum_wy,
        {{ exact_sum('weight * score', 24) }} as sum_wx,
        {{ exact_sum('case when y = 1 then weight else 0 end', 24) }} as sum_promoters,
        {{ exact_sum('case when y = -1 then weight else 0 end', 24) }} as sum_detractors,
        bool_or(role_class = 'executive' and y = -1) as has_executive_detractor
    from weighted
    group by {{ listed(keys) }}
),

scored as (
    select
        *,
        round(100 * sum_wy / sum_w, 9) as account_nps
    from sums
)

select
    {{ listed(keys) }},
    account_nps,
    case
        when account_nps >= {{ var('promoter_cut') }} then 'promoter'
        when account_nps < {{ var('detractor_cut') }} then 'detractor'
        else 'passive'
    end as nps_class,
    n_responses,
    -- rounded too: powers are not exact, and a quarter of the weight must be seen as one
    round(sum_w * sum_w / sum_ww, 9) as n_effective,
    round(sum_wx / sum_w, 9) as weighted_mean_score,
    round(sum_promoters / sum_w, 9) >= 0.25 and round(sum_detractors / sum_w, 9) >= 0.25 as is_polarised,
    coalesce(has_executive_detractor, false) as has_executive_detractor
from scored
{% endmacro %}
