{#-
  Bands come from seeds, joined by range: a company changes a seed, never a model. Each pair of macros is
  a join and the column that reads it; lower bounds are inclusive (metrics.md R9).
-#}

{# Joins the ARR band of a USD amount (expression) as `alias`. #}
{% macro arr_band_join(alias, arr) -%}
left join {{ ref('int_arr_bands') }} as {{ alias }}
    on {{ arr }} >= {{ alias }}.lower_usd and {{ arr }} < {{ alias }}.upper_usd
{%- endmacro %}

{# The band joined above: unknown when there is no amount to band (no account, no rate). #}
{% macro arr_band(alias) %}coalesce({{ alias }}.arr_band, 'unknown'){% endmacro %}

{# Joins the tenure band of the whole days since the first day of positive MRR (expression) as `alias`. #}
{% macro tenure_band_join(alias, days) -%}
left join {{ ref('int_tenure_bands') }} as {{ alias }}
    on {{ days }} >= {{ alias }}.lower_days and {{ days }} < {{ alias }}.upper_days
{%- endmacro %}

{# The band joined above: none before the first MRR or without any, unknown without an account. #}
{% macro tenure_band(alias, account_id) %}case when {{ account_id }} is null then 'unknown' else coalesce({{ alias }}.tenure_band, 'none') end{% endmacro %}
