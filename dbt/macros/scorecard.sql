{#
  The latest row of each KPI by sort_date, of rows kpi, value, lo, hi, n, period_label, source_relation, flag and
  sort_date: a query with the columns of the int_scorecard_ models.
#}
{% macro latest_of_each_kpi(relation) %}
select kpi, value, lo, hi, cast(n as bigint) as n, period_label, source_relation, flag
from (
    select
        *,
        row_number() over (partition by kpi order by sort_date desc nulls last) as recency
    from {{ relation }}
) as ranked
where recency = 1
{%- endmacro %}
