{#- account_health: when it was observed, and thresholds in words (metrics.md R41). -#}

{# LOYALTY_NOW, else the start of the run, as a UTC timestamp; NULL when neither is set. #}
{% macro health_observed_at() -%}
{%- set instant = env_var('LOYALTY_NOW', '') or env_var('LOYALTY_BUILT_AT', '') -%}
{%- if instant -%}{{ parse_timestamp("'" ~ instant ~ "'") }}{%- else -%}cast(null as timestamp){%- endif -%}
{%- endmacro %}

{# Whole number as text. #}
{% macro whole_text(number) %}cast(cast(round({{ number }}, 0) as bigint) as {{ dbt.type_string() }}){% endmacro %}

{# A list of [condition, text expression] as one text, joined by '; '; `nothing` where none holds. #}
{% macro reasons_in_words(reasons, nothing) -%}
coalesce(nullif(substring(concat(
    {%- for condition, words in reasons %}
    case when {{ condition }} then concat('; ', {{ words }}) else '' end{{ ',' if not loop.last }}
    {%- endfor %}
), 3), ''), '{{ nothing }}')
{%- endmacro %}
