{#- Periods: their names as reports show them, and where they end. -#}

{# 2026-Q1 for any date in the first quarter of 2026; NULL for NULL. #}
{% macro quarter_label(date) %}case when {{ date }} is not null then concat(cast(extract(year from {{ date }}) as {{ dbt.type_string() }}), '-Q', cast(extract(quarter from {{ date }}) as {{ dbt.type_string() }})) end{% endmacro %}

{# First day of the month or quarter of a date, as DATE. #}
{% macro period_start(unit, date) %}cast(date_trunc('{{ unit }}', cast({{ date }} as date)) as date){% endmacro %}

{# Whether a month-end is a quarter-end, too. #}
{% macro is_quarter_end(month_end) %}extract(month from {{ month_end }}) in (3, 6, 9, 12){% endmacro %}

{# The first instant that is not known on a day any more. #}
{% macro known_before(date) %}cast({{ add_days(date, 1) }} as timestamp){% endmacro %}

{# 2025-07-01 to 2026-06-30. #}
{% macro day_range_label(first, last) %}concat(cast({{ first }} as {{ dbt.type_string() }}), ' to ', cast({{ last }} as {{ dbt.type_string() }})){% endmacro %}
