{#
  Fails where a row has no value in one of `columns`: a row for each combination of columns that are empty together, with
  the rows it stands in. One test for a relation reads it once; dbt's own, one for a column, made a third of all nodes.
#}
{% test not_null_columns(model, columns) %}
    {{ config(fail_calc='coalesce(sum(row_count), 0)') }}
    select
        concat({% for column in columns %}case when {{ column }} is null then '{{ column }} ' else '' end{{ ', ' if not loop.last }}{% endfor %}) as empty_columns,
        cast(count(*) as bigint) as row_count
    from {{ model }}
    where {{ columns | join(' is null or ') }} is null
    group by 1
{% endtest %}
