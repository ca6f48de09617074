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

{# Aggregate: sample variance (Σx² − (Σx)²/n)/(n−1) of an exact column, from exact sums; NULL for n < 2. #}
{% macro sample_variance(column) -%}
case when count({{ column }}) > 1 then
    greatest(cast(0 as double), cast(sum({{ column }} * {{ column }}) as double)
        - pow(cast(sum({{ column }}) as double), 2) / count({{ column }})) / (count({{ column }}) - 1)
end
{%- endmacro %}

{#
  The measures of nps_revenue_association: [name, estimate, lo, hi, group a, group b]. Expressions refer to
  the group rows `a` and `b` of int_association_groups.
#}
{% macro association_measures() %}
{%- set measures = [] -%}
{%- for a, b in [('detractor', 'promoter'), ('detractor', 'passive'), ('passive', 'promoter'), ('detractor', 'other')] -%}
    {%- do measures.append([
        'churn_risk_difference_' ~ a ~ '_minus_' ~ b,
        ratio('a.churned', 'a.n') ~ ' - ' ~ ratio('b.churned', 'b.n'),
        share_difference_bound('a.churned', 'a.n', 'b.churned', 'b.n', '-'),
        share_difference_bound('a.churned', 'a.n', 'b.churned', 'b.n', '+'), a, b, 'n', 'n',
    ]) -%}
{%- endfor -%}
{%- do measures.append([
    'churn_relative_risk_detractor_to_other',
    relative_risk('a.churned', 'a.n', 'b.churned', 'b.n'),
    relative_risk('a.churned', 'a.n', 'b.churned', 'b.n', '-'),
    relative_risk('a.churned', 'a.n', 'b.churned', 'b.n', '+'), 'detractor', 'other', 'n', 'n',
]) -%}
{%- set phi = phi_coefficient('a.churned', 'a.n', 'b.churned', 'b.n') -%}
{%- do measures.append([
    'churn_phi_detractor', phi, phi_bound(phi, '(a.n + b.n)', '-'), phi_bound(phi, '(a.n + b.n)', '+'), 'detractor', 'other', 'n', 'n',
]) -%}
{%- for name, column in [
    ('expansion_log_ratio', 'log_expansion'), ('contract_value_log_ratio', 'log_contract_value'), ('tickets_90_days', 'tickets_90_days'),
] -%}
    {%- set arguments = ['a.' ~ column ~ '_mean', 'a.' ~ column ~ '_variance', 'a.' ~ column ~ '_n', 'b.' ~ column ~ '_mean', 'b.' ~ column ~ '_variance', 'b.' ~ column ~ '_n'] -%}
    {%- do measures.append([
        name ~ '_promoter_minus_detractor',
        arguments[0] ~ ' - ' ~ arguments[3],
        welch_bound(arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5], '-'),
        welch_bound(arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5], '+'),
        'promoter', 'detractor', column ~ '_n', column ~ '_n',
    ]) -%}
{%- endfor -%}
{%- do measures.append([
    'renewal_rate_promoter_minus_detractor',
    ratio('a.renewals_won', 'a.renewals_closed') ~ ' - ' ~ ratio('b.renewals_won', 'b.renewals_closed'),
    share_difference_bound('a.renewals_won', 'a.renewals_closed', 'b.renewals_won', 'b.renewals_closed', '-'),
    share_difference_bound('a.renewals_won', 'a.renewals_closed', 'b.renewals_won', 'b.renewals_closed', '+'),
    'promoter', 'detractor', 'renewals_closed', 'renewals_closed',
]) -%}
{{ return(measures) }}
{% endmacro %}
