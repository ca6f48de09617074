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

{#
  Usage change: log ratio (+1) of the events of 30 days to those of the 30 before, each scaled to 30 reported
  days. With daily usage that is the plain ratio of R32; where usage lands weekly, 30 days hold four reports or
  five, and the plain ratio would show a quarter more use that never was. NULL where a window has no report at all.
#}
{% macro usage_change(recent, earlier, recent_days, earlier_days) -%}
ln((cast({{ recent }} as double) * 30 / nullif({{ recent_days }}, 0) + 1) / (cast({{ earlier }} as double) * 30 / nullif({{ earlier_days }}, 0) + 1))
{%- endmacro %}

{# Whether the account is among the riskiest of a model whose newest test did better than chance; `alias` is int_account_signals. #}
{% macro is_among_riskiest(alias) -%}
coalesce({{ alias }}.is_rank_informative and {{ alias }}.risk_rank <= {{ var('health_risk_share') }} * {{ alias }}.ranked_accounts, false)
{%- endmacro %}
