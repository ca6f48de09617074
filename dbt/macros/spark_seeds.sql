{#-
  Seeds on Spark. dbt-spark's session method binds a missing value as the text None and quotes nothing, so
  the rows are written as literals here.
-#}

{% macro spark__load_csv_rows(model, agate_table) %}
    {% set column_types = model['config'].get('column_types', {}) %}
    {% set types = [] %}
    {% for name in agate_table.column_names %}
        {% do types.append(column_types.get(name, adapter.convert_type(agate_table, loop.index0))) %}
    {% endfor %}
    {% set statements = [] %}
    {% for chunk in agate_table.rows | batch(get_batch_size()) %}
        {% set sql %}
            insert into {{ this.render() }} values
            {% for row in chunk -%}
                ({%- for value in row -%}
                    cast({{ spark_literal(value) }} as {{ types[loop.index0] }}){{ ', ' if not loop.last }}
                {%- endfor -%}){{ ', ' if not loop.last }}
            {%- endfor %}
        {% endset %}
        {% do adapter.add_query(sql, abridge_sql_log=True) %}
        {% do statements.append(sql) %}
    {% endfor %}
    {{ return(statements[0]) }}
{% endmacro %}

{# A value of a seed as Spark literal. #}
{% macro spark_literal(value) -%}
{%- set backslash = '\\' -%}
{%- if value is none -%} null
{%- elif value is boolean or value is number -%} {{ value | lower }}
{%- else -%} '{{ value | string | replace(backslash, backslash ~ backslash) | replace("'", backslash ~ "'") }}'
{%- endif -%}
{%- endmacro %}
