{#- Drivers of NPS (metrics.md section 8): what the score loses where a theme is mentioned. -#}

{# NPS in points from counts; NULL without answers. #}
{% macro nps_points(promoters, detractors, n) %}(100 * {{ ratio('(' ~ promoters ~ ') - (' ~ detractors ~ ')', n) }}){% endmacro %}

{# Share of answers with the driver, a fraction. #}
{% macro driver_share(n_with, n_without) %}{{ ratio(n_with, '(' ~ n_with ~ ') + (' ~ n_without ~ ')') }}{% endmacro %}

{# What the driver takes from the NPS of all answers, points: share × gap, which is the NPS of all minus that of those without it. #}
{% macro driver_impact(n_with, n_without, gap) %}({{ driver_share(n_with, n_without) }} * ({{ gap }})){% endmacro %}
