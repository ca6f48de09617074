{#- Non-response and fatigue (metrics.md section 7, R39). -#}

{#
  R-indicator (Schouten et al. 2009) per `keys` from strata rows of `relation` with N_h `frame_count` and
  `answered_count` ≤ N_h: {keys}, frame_total, answered_total, mean_propensity, propensity_variance
  (S² = ΣN_h(ρ_h − ρ̄)²/(N − 1)), r_indicator (1 − 2S), relative_deviation (S/ρ̄). NULL with one stratum only (nothing
  to compare), where N = 1, or where nobody answered.
#}
{% macro r_indicator_measures(relation, keys) %}
with totals as (
    select
        *,
        {{ ratio('answered_count', 'frame_count') }} as propensity,
        sum(cast(frame_count as double)) over (partition by {{ listed(keys) }}) as total,
        {{ ratio('sum(answered_count) over (partition by ' ~ listed(keys) ~ ')', 'sum(frame_count) over (partition by ' ~ listed(keys) ~ ')') }} as mean_propensity
    from {{ relation }}
),

spread as (
    select
        {{ listed(keys) }},
        cast(sum(frame_count) as bigint) as frame_total,
        cast(sum(answered_count) as bigint) as answered_total,
        max(mean_propensity) as mean_propensity,
        case when count(*) > 1 then
            {{ exact_sum('frame_count * pow(propensity - mean_propensity, 2)', 12) }} / nullif(max(total) - 1, 0)
        end as propensity_variance
    from totals
    group by {{ listed(keys) }}
)

select
    *,
    1 - 2 * sqrt(propensity_variance) as r_indicator,
    sqrt(propensity_variance) / nullif(mean_propensity, 0) as relative_deviation
from spread
{% endmacro %}

{#
  Delivered invitations of `relation` (invitation_key, person_key, sent_at, is_relationship) with
  is_violation: the person had another delivered one less than 30×24 h before, of the same instant the
  greater key violates; is_relationship_violation: a relationship one less than 90×24 h after another.
#}
{% macro contact_violations(relation) %}
with ordered as (
    select
        *,
        lag(sent_at) over (partition by person_key order by sent_at asc nulls last, invitation_key asc) as earlier_sent_at,
        lag(sent_at) over (partition by person_key, is_relationship order by sent_at asc nulls last, invitation_key asc) as earlier_of_kind_at
    from {{ relation }}
)

select
    *,
    coalesce({{ seconds_between('earlier_sent_at', 'sent_at') }} < {{ var('contact_rest_days', 30) }} * 86400, false) as is_violation,
    coalesce(
        is_relationship and {{ seconds_between('earlier_of_kind_at', 'sent_at') }} < {{ var('relationship_rest_days', 90) }} * 86400,
        false
    ) as is_relationship_violation
from ordered
{% endmacro %}
