{#- Segments of the NPS reports (marts.md); `all` is everybody. -#}
{% macro nps_dimensions() -%}
{{ return([
    'all', 'arr_band', 'industry', 'country', 'plan_tier', 'tenure_band', 'channel', 'trigger', 'owner_id',
    'product', 'team', 'signup_cohort', 'usage_band',
]) }}
{%- endmacro %}

{# Segments that an account has on a date, columns of int_account_day_segments; channel and trigger belong to the survey. #}
{% macro account_dimensions() -%}
{{ return(['arr_band', 'industry', 'country', 'plan_tier', 'tenure_band', 'owner_id', 'product', 'team', 'signup_cohort', 'usage_band']) }}
{%- endmacro %}
