{#-
  The lake as raw layer. dbt-duckdb reads a source's folder through external_location; an engine with a
  catalog of its own gets one view per source table before anything is built.
-#}

{% macro register_lake() %}{{ return(adapter.dispatch('register_lake')()) }}{% endmacro %}
{% macro duckdb__register_lake() %}{% endmacro %}
{% macro spark__register_lake() %}
{% if execute and flags.WHICH in ('build', 'run', 'test', 'snapshot', 'retry') %}
    {% do run_query('set spark.sql.parquet.mergeSchema = true') %}
    {% set schemas = [] %}
    {% for source in graph.sources.values() %}
        {% set location = source.meta.get('external_location') %}
        {% if source.schema not in schemas %}
            {% do schemas.append(source.schema) %}
            {% do run_query('create schema if not exists ' ~ source.schema) %}
        {% endif %}
        {% set path = location.split("'")[1] | replace('{name}', source.name) %}
        {% do run_query('create or replace view ' ~ source.schema ~ '.' ~ source.identifier ~ ' as select * from parquet.`' ~ path ~ '`') %}
    {% endfor %}
{% endif %}
{% endmacro %}
