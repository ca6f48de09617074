{#-
  Cost per prevented dollar and what the evidence would survive (metrics.md section 3).
  All arguments are DOUBLE expressions.
-#}

{# (GRR_T − GRR_C) · ARR_T, the articles' formula: a claim, never a basis for decisions. #}
{% macro seed_naive_prevented(grr_treated, grr_control, arr_treated) %}((({{ grr_treated }}) - ({{ grr_control }})) * ({{ arr_treated }})){% endmacro %}

{# Cost per prevented dollar at the point; NULL unless the interval of prevented dollars lies above 0. #}
{% macro cost_ratio(cost, prevented, prevented_lo) %}case when {{ prevented_lo }} > 0 then {{ ratio(cost, prevented) }} end{% endmacro %}

{# Fixed cost: lower end C/PD_hi, published whenever PD_hi > 0, also when nothing is demonstrated. #}
{% macro cost_ratio_lo(cost, prevented_hi) %}case when {{ prevented_hi }} > 0 then {{ ratio(cost, prevented_hi) }} end{% endmacro %}

{# Fixed cost: upper end C/PD_lo, NULL unless PD_lo > 0. #}
{% macro cost_ratio_hi(cost, prevented_lo) %}case when {{ prevented_lo }} > 0 then {{ ratio(cost, prevented_lo) }} end{% endmacro %}

{#
  Estimated cost: Fieller's roots of (PD² − q²V)r² − 2·C·PD·r + (C² − q²V_C) = 0, where q is the
  quantile (z or t). `sign` '-' gives the lower end, '+' the upper. NULL unless PD − q·SE > 0,
  since the set is no bounded interval then.
#}
{% macro fieller_bound(cost, cost_se, prevented, prevented_se, quantile, sign) -%}
case when ({{ prevented }}) - ({{ quantile }}) * ({{ prevented_se }}) > 0 then
    (({{ cost }}) * ({{ prevented }}) {{ sign }} sqrt(greatest(cast(0 as double),
        pow(({{ cost }}) * ({{ prevented }}), 2)
        - (pow({{ prevented }}, 2) - pow(({{ quantile }}) * ({{ prevented_se }}), 2))
        * (pow({{ cost }}, 2) - pow(({{ quantile }}) * ({{ cost_se }}), 2)))))
    / (pow({{ prevented }}, 2) - pow(({{ quantile }}) * ({{ prevented_se }}), 2))
end
{%- endmacro %}

{# E-value of a rate ratio, on either side of 1 (VanderWeele & Ding 2017); NULL at 0 or below. #}
{% macro e_value(rate_ratio) -%}
case when {{ rate_ratio }} > 0 then
    greatest({{ rate_ratio }}, 1 / ({{ rate_ratio }}))
    + sqrt(greatest({{ rate_ratio }}, 1 / ({{ rate_ratio }})) * (greatest({{ rate_ratio }}, 1 / ({{ rate_ratio }})) - 1))
end
{%- endmacro %}

{# E-value of the interval: of its end nearer to 1, and exactly 1 when the interval holds 1. #}
{% macro e_value_of_interval(lo, hi) -%}
case
    when {{ lo }} > 1 then {{ e_value(lo) }}
    when {{ hi }} < 1 then {{ e_value(hi) }}
    when {{ lo }} <= 1 and {{ hi }} >= 1 then cast(1 as double)
end
{%- endmacro %}

{# Ratio of observed to counterfactual loss among the treated, given the dollars prevented. #}
{% macro loss_ratio(observed_loss, prevented) %}case when ({{ observed_loss }}) + ({{ prevented }}) > 0 then {{ ratio(observed_loss, '(' ~ observed_loss ~ ') + (' ~ prevented ~ ')') }} end{% endmacro %}

{# Standardised mean difference (x̄_T − x̄_C)/√((s_T² + s_C²)/2) from means and variances. #}
{% macro standardised_difference(mean_treated, variance_treated, mean_control, variance_control) %}((({{ mean_treated }}) - ({{ mean_control }})) / nullif(sqrt((({{ variance_treated }}) + ({{ variance_control }})) / 2), 0)){% endmacro %}

{# Join condition: the value lies in the band of seed cost_bands aliased `bands`; NULL bounds are open. #}
{% macro in_cost_band(bands, value) -%}
({{ bands }}.lower_bound is null or {{ value }} > {{ bands }}.lower_bound
    or ({{ bands }}.is_lower_inclusive and {{ value }} = {{ bands }}.lower_bound))
and ({{ bands }}.upper_bound is null or {{ value }} < {{ bands }}.upper_bound
    or ({{ bands }}.is_upper_inclusive and {{ value }} = {{ bands }}.upper_bound))
{%- endmacro %}
