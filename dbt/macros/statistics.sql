{#-
  Statistics every report shares. Each macro is an expression on DOUBLE arguments, names its formula
  and source, and is tested in dbt/tests/examples against the worked examples of metrics.md.
-#}

{# 97.5% quantile of the standard normal distribution. #}
{% macro z_value() %}cast(1.959963984540054 as double){% endmacro %}

{# Quotient of doubles, NULL when the divisor is 0. #}
{% macro ratio(numerator, denominator) %}(cast({{ numerator }} as double) / nullif(cast({{ denominator }} as double), 0)){% endmacro %}

{# Upper tail 1 − Φ(x) for x ≥ 0: Abramowitz & Stegun 26.2.17, |error| < 7.5e-8. #}
{% macro normal_upper_tail(x) -%}
(exp(-({{ x }}) * ({{ x }}) / 2) / 2.506628274631000502 * (
    (1 / (1 + 0.2316419 * ({{ x }}))) * (0.319381530 + (1 / (1 + 0.2316419 * ({{ x }}))) * (-0.356563782
    + (1 / (1 + 0.2316419 * ({{ x }}))) * (1.781477937 + (1 / (1 + 0.2316419 * ({{ x }}))) * (-1.821255978
    + (1 / (1 + 0.2316419 * ({{ x }}))) * 1.330274429))))
))
{%- endmacro %}

{# Two-sided p-value of a standard normal statistic (metrics.md section 0). #}
{% macro two_sided_p_value(z) %}least(cast(1 as double), 2 * {{ normal_upper_tail('abs(' ~ z ~ ')') }}){% endmacro %}

{# 97.5% quantile of Student's t by the Cornish–Fisher expansion of metrics.md section 0; ν floored at 3. #}
{% macro t_quantile(degrees) -%}
({{ z_value() }}
    + (pow({{ z_value() }}, 3) + {{ z_value() }}) / (4 * greatest(cast({{ degrees }} as double), 3))
    + (5 * pow({{ z_value() }}, 5) + 16 * pow({{ z_value() }}, 3) + 3 * {{ z_value() }}) / (96 * pow(greatest(cast({{ degrees }} as double), 3), 2)))
{%- endmacro %}

{# z equivalent of a t statistic with ν degrees of freedom (Hill 1970, as R12 writes it). #}
{% macro hill_z(t, degrees) -%}
{%- set a = '(' ~ degrees ~ ' - 0.5)' -%}
{%- set b = '(48 * ' ~ a ~ ' * ' ~ a ~ ')' -%}
{%- set y = '(' ~ a ~ ' * ln(1 + (' ~ t ~ ') * (' ~ t ~ ') / ' ~ degrees ~ '))' -%}
(sqrt({{ y }}) * (1 + ((((-0.4 * {{ y }} - 3.3) * {{ y }} - 24) * {{ y }} - 85.5) / (0.8 * {{ y }} * {{ y }} + 100 + {{ b }}) + {{ y }} + 3) / {{ b }}))
{%- endmacro %}

{# Two-sided p-value of Student's t by Hill's approximation (error ≤ 2.3e-6 from ν = 4). #}
{% macro t_p_value(t, degrees) %}{{ two_sided_p_value(hill_z('cast(' ~ t ~ ' as double)', 'cast(' ~ degrees ~ ' as double)')) }}{% endmacro %}

{# Wilson score interval W(R, m) for a rate R on m effective observations (Wilson 1927). NULL when m is 0 or NULL. #}
{% macro wilson_bound(rate, m, sign) -%}
least(cast(1 as double), greatest(cast(0 as double),
    (({{ rate }}) + pow({{ z_value() }}, 2) / (2 * nullif(cast({{ m }} as double), 0))
        {{ sign }} {{ z_value() }} * sqrt(greatest(cast(0 as double), ({{ rate }}) * (1 - ({{ rate }})) / nullif(cast({{ m }} as double), 0)
            + pow({{ z_value() }}, 2) / (4 * pow(nullif(cast({{ m }} as double), 0), 2)))))
    / (1 + pow({{ z_value() }}, 2) / nullif(cast({{ m }} as double), 0))))
{%- endmacro %}
{% macro wilson_lo(rate, m) %}case when ({{ rate }}) is not null and {{ m }} > 0 then {{ wilson_bound(rate, m, '-') }} end{% endmacro %}
{% macro wilson_hi(rate, m) %}case when ({{ rate }}) is not null and {{ m }} > 0 then {{ wilson_bound(rate, m, '+') }} end{% endmacro %}

{#
  Adjusted Wald interval of NPS as a fraction in [−1, 1] (Rocks 2016): 3 pseudo-responses, ¾ promoter,
  ¾ detractor. p, d are shares, n the effective sample.
#}
{% macro adjusted_share(share, n) %}((({{ share }}) * ({{ n }}) + {{ var('nps_pseudo_responses') / 4 }}) / (({{ n }}) + {{ var('nps_pseudo_responses') }})){% endmacro %}
{% macro adjusted_wald_center(p, d, n) %}({{ adjusted_share(p, n) }} - {{ adjusted_share(d, n) }}){% endmacro %}
{% macro adjusted_wald_se(p, d, n) -%}
sqrt(greatest(cast(0 as double), {{ adjusted_share(p, n) }} + {{ adjusted_share(d, n) }} - pow({{ adjusted_wald_center(p, d, n) }}, 2)) / (({{ n }}) + {{ var('nps_pseudo_responses') }}))
{%- endmacro %}
{% macro adjusted_wald_lo(p, d, n) %}case when {{ n }} > 0 then greatest(cast(-1 as double), {{ adjusted_wald_center(p, d, n) }} - {{ z_value() }} * {{ adjusted_wald_se(p, d, n) }}) end{% endmacro %}
{% macro adjusted_wald_hi(p, d, n) %}case when {{ n }} > 0 then least(cast(1 as double), {{ adjusted_wald_center(p, d, n) }} + {{ z_value() }} * {{ adjusted_wald_se(p, d, n) }}) end{% endmacro %}
