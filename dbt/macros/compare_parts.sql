{#
  For tests: whether the declared parts and sums are true of the data. `statements` holds the compiled SQL of each model to
  look at. A model's parts: a random third of its keys is built from its own parts of the inputs and compared with what
  stands in the warehouse. Sums: what a third of the groups, or of the rows, contributes and what the others contribute must add
  up to what stands there.
  Logs a line a model (of parts that are cut in two ways, two): its name, the keys (rows of sums) looked at, how many of them differ, and one of these.
#}
{% macro compare_parts(statements, third=0) %}
    {% for name, sql in statements.items() %}
        {% set node = graph.nodes['model.' ~ project_name ~ '.' ~ name] %}
        {% if 'sums' in node.config.meta %}
            {% do log('compared ' ~ name ~ '|' ~ compare_sums(node, sql, third) | join('|'), info=true) %}
        {% else %}
            {% for parts in ways_of(node) %}
                {% do log('compared ' ~ name ~ '|' ~ compare_keys(node, sql, third, parts) | join('|'), info=true) %}
            {% endfor %}
        {% endif %}
    {% endfor %}
{% endmacro %}

{% macro third_of(column, third) %}hash(coalesce(cast({{ column }} as varchar), '')) % 3 = {{ third }}{% endmacro %}

{% macro third_of_keys(relation, column, condition) %}
    {{ return(collect_keys(relation, column, "select cast(" ~ column ~ " as varchar) as key from " ~ relation ~ " where " ~ condition)) }}
{% endmacro %}

{% macro compare_keys(node, sql, third, parts) %}
    {% set relation = relation_of(node) %}
    {% set column = parts['by'] %}
    {% set keys = third_of_keys(relation, column, third_of(column, third)) %}
    {% do run_command("create or replace temporary table fresh_parts as select * from " ~ relation ~ " where false") %}
    {% do run_command("insert into fresh_parts by name " ~ restricted(node, sql, column, keys, parts.get('of', []))) %}
    {% do run_command("create or replace temporary table stale_parts as select * from " ~ relation ~ " where " ~ is_part(column, keys)) %}
    {% do run_command(compared_rows('fresh_parts', 'stale_parts', [(column, false)])) %}
    {{ return(run_query("select count(*), count(*) filter (is_moved), min(key) filter (is_moved) from (" ~ compared_keys(column) ~ ") as compared").rows[0]) }}
{% endmacro %}

{% macro compare_sums(node, sql, third) %}
    {% set relation = relation_of(node) %}
    {% set sums = node.config.meta['sums'] %}
    {% set group = 'whole_row' if 'each_row' in sums else "concat_ws('|', " ~ ([sums['by']] + sums.get('within', [])) | join(', ') ~ ")" %}
    {% set text = reading_temporaries(node, sql, sums['of']) %}
    {% do run_command("create or replace temporary table came_sums as select * from " ~ relation ~ " where false") %}
    {% for condition in [third_of(group, third), 'not ' ~ third_of(group, third)] %}
        {% for name in sums['of'] %}
            {% do run_command(
                "create or replace temporary view " ~ name ~ " as select * from " ~ relation_of(input_of(node, name)) ~ " as whole_row where " ~ condition
            ) %}
        {% endfor %}
        {% do run_command("insert into came_sums by name " ~ text) %}
    {% endfor %}
    {% do run_command("create or replace temporary table went_sums as select * from " ~ relation) %}
    {% set left = run_query("select count(*) from (" ~ added_up(relation, sums) ~ ") as added").rows[0][0] %}
    {% set differing = run_query(
        "select count(*) from ((select * from (" ~ added_up(relation, sums) ~ ") except all select * from " ~ relation ~ ")"
        ~ " union all (select * from " ~ relation ~ " except all select * from (" ~ added_up(relation, sums) ~ "))) as differing"
    ).rows[0][0] %}
    {{ return([left, differing, '']) }}
{% endmacro %}
