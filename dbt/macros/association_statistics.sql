{#-
  Two-group contrasts of metrics.md section 8. Counts and sums in, DOUBLE out.
-#}

{# Difference of two shares with one added success and failure per group (Agresti & Caffo 2000): center and standard error. #}
{% macro plus_one_share(x, n) %}((cast({{ x }} as double) + 1) / (cast({{ n }} as double) + 2)){% endmacro %}
{% macro share_difference_se(x1, n1, x2, n2) -%}
sqrt({{ plus_one_share(x1, n1) }} * (1 - {{ plus_one_share(x1, n1) }}) / (cast({{ n1 }} as double) + 2)
    + {{ plus_one_share(x2, n2) }} * (1 - {{ plus_one_share(x2, n2) }}) / (cast({{ n2 }} as double) + 2))
{%- endmacro %}
{% macro share_difference_bound(x1, n1, x2, n2, sign) -%}
greatest(cast(-1 as double), least(cast(1 as double), ({{ plus_one_share(x1, n1) }} - {{ plus_one_share(x2, n2) }}
    {{ sign }} {{ z_value() }} * {{ share_difference_se(x1, n1, x2, n2) }})))
{%- endmacro %}

{# Relative risk and its log interval (Katz 1978); NULL when a group has no event. `z` is 0 for the estimate, ± z_value for the bounds. #}
{% macro relative_risk(x1, n1, x2, n2, sign=none) -%}
case when {{ x1 }} > 0 and {{ x2 }} > 0 then
    exp(ln((cast({{ x1 }} as double) / {{ n1 }}) / (cast({{ x2 }} as double) / {{ n2 }}))
    {%- if sign is not none %} {{ sign }} {{ z_value() }} * sqrt(greatest(cast(0 as double),
        1 / cast({{ x1 }} as double) - 1 / cast({{ n1 }} as double) + 1 / cast({{ x2 }} as double) - 1 / cast({{ n2 }} as double))){% endif %})
end
{%- endmacro %}

{# φ of a 2×2 table: x1 of n1 against x2 of n2 (Pearson). #}
{% macro phi_coefficient(x1, n1, x2, n2) -%}
((cast({{ x1 }} as double) * ({{ n2 }} - {{ x2 }}) - cast({{ x2 }} as double) * ({{ n1 }} - {{ x1 }}))
    / nullif(sqrt(cast({{ n1 }} as double) * {{ n2 }} * ({{ x1 }} + {{ x2 }}) * ({{ n1 }} + {{ n2 }} - {{ x1 }} - {{ x2 }})), 0))
{%- endmacro %}

{# Fisher interval of φ on n rows: tanh(atanh φ ± z/√(n−3)); NULL for n ≤ 3 or |φ| = 1. #}
{% macro phi_bound(phi, n, sign) -%}
case when {{ n }} > 3 and abs({{ phi }}) < 1 then
    (exp(2 * (0.5 * ln((1 + {{ phi }}) / (1 - {{ phi }})) {{ sign }} {{ z_value() }} / sqrt(cast({{ n }} as double) - 3))) - 1)
    / (exp(2 * (0.5 * ln((1 + {{ phi }}) / (1 - {{ phi }})) {{ sign }} {{ z_value() }} / sqrt(cast({{ n }} as double) - 3))) + 1)
end
{%- endmacro %}

{# Welch's interval for a difference of means (Welch 1947) from counts, means and variances. #}
{% macro welch_degrees(v1, n1, v2, n2) -%}
(pow({{ v1 }} / {{ n1 }} + {{ v2 }} / {{ n2 }}, 2)
    / nullif(pow({{ v1 }} / {{ n1 }}, 2) / ({{ n1 }} - 1) + pow({{ v2 }} / {{ n2 }}, 2) / ({{ n2 }} - 1), 0))
{%- endmacro %}
{% macro welch_bound(m1, v1, n1, m2, v2, n2, sign) -%}
case when {{ n1 }} > 1 and {{ n2 }} > 1 then
    {{ m1 }} - {{ m2 }} {{ sign }} {{ t_quantile(welch_degrees(v1, n1, v2, n2)) }} * sqrt({{ v1 }} / {{ n1 }} + {{ v2 }} / {{ n2 }})
end
{%- endmacro %}
