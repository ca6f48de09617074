{# Descriptions in one statement. An enforced contract has seen to it that the documented columns are the table's. #}
{% macro duckdb__persist_docs(relation, model, for_relation, for_columns) %}
    {% if not model.config.contract.enforced %}
        {{ return(default__persist_docs(relation, model, for_relation, for_columns)) }}
    {% endif %}
    {% call statement('comments') %}
        {% if for_relation and config.persist_relation_docs() and model.description %}
        {{ alter_relation_comment(relation, model.description) }}
        {% endif %}
        {% if for_columns and config.persist_column_docs() %}
        {% for column in model.columns.values() if column.description %}
        comment on column {{ relation }}.{{ column.name }} is {{ duckdb_escape_comment(column.description) }};
        {% endfor %}
        {% endif %}
    {% endcall %}
{% endmacro %}
