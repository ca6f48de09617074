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

{# The key of an account's day in int_account_day_segments. #}
{% macro account_day_key(account_id, at) -%}
concat({{ account_id }}, '|', cast(cast({{ at }} as date) as {{ dbt.type_string() }}))
{%- endmacro %}

{#
  Steps of the sums of the NPS cells of some dimensions (int_nps_sums_by_*). A handful at a time keeps the memory of
  one model within a fraction of the whole; responses are added up per cluster before anything is
  combined, so no response is repeated per segment and window.
#}
{% macro nps_dimension_sums(dimensions) %}
{%- set keys = ['program', 'survey_type', 'period_type', 'segment_value'] -%}
with
{% for dimension in dimensions %}
rows_{{ dimension }} as (

    select
        program,
        survey_type,
        period_type,
        {{ 'everyone' if dimension == 'all' else dimension }} as segment_value,
        cluster_id,
        nps_class,
        enters_on,
        leaves_on,
        lag_months
    from {{ ref('int_nps_memberships') }}

),

{% endfor %}
final as (

    {% for dimension in dimensions %}
    select
        '{{ dimension }}' as segment_dimension,
        cells.*
    from ({{ nps_cell_steps('rows_' ~ dimension, keys) }}) as cells
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select * from final
{% endmacro %}
