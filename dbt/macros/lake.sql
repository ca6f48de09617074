{#-
  The lake as raw layer. dbt-duckdb reads a source's folder through external_location; an engine with a
  catalog of its own gets one view per source table before anything is built.
-#}

{# How DuckDB reads a source: a function call over its files. #}
{% macro lake_location(source) %}
{{- source.meta.external_location | replace('{name}', source.name) -}}
{% endmacro %}

{# Where the files of a source stand: the glob, or the one file, in its location. #}
{% macro lake_files(source) %}
{{- lake_location(source).split("'")[1] -}}
{% endmacro %}

{# Whether this command reads the lake; one that only compiles has no connection to ask. #}
{% macro reads_the_lake() %}
{{ return(execute and flags.WHICH in ('build', 'run', 'test', 'snapshot', 'retry')) }}
{% endmacro %}

{% macro register_lake() %}{{ return(adapter.dispatch('register_lake')()) }}{% endmacro %}
{% macro duckdb__register_lake() %}{% endmacro %}
{% macro spark__register_lake() %}
{% if reads_the_lake() %}
    {% do run_query('set spark.sql.parquet.mergeSchema = true') %}
    {% set schemas = [] %}
    {% for source in graph.sources.values() %}
        {% if source.schema not in schemas %}
            {% do schemas.append(source.schema) %}
            {% do run_query('create schema if not exists ' ~ source.schema) %}
        {% endif %}
        {% do run_query('create or replace view ' ~ source.schema ~ '.' ~ source.identifier ~ ' as select * from parquet.`' ~ lake_files(source) ~ '`') %}
    {% endfor %}
{% endif %}
{% endmacro %}
