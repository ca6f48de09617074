{#-
  Keep sums up to date (ADR 0012). A table that adds up what each customer, or each answer, contributes may declare

      {{ config(meta={'sums': {
          'of': ['int_nps_memberships'],
          'by': 'cluster_id',
          'grain': ['program', 'changed_on'],
          'rows': 'n_steps'
      }}) }}

  which says: its rows are sums, per `grain`, of whole numbers that come from each cluster_id alone, and `rows` counts
  what was added up. Then what the changed clusters contributed before is taken off, what they contribute now is added, and
  a row to which nothing contributes any more goes. Sums of whole numbers and of decimals are exact in any order;
  a DOUBLE must not be kept so.
-#}
{% macro build_sums(node, standing, made, sql) %}
    {% set parents = changed_parents(node, sql) %}
    {% if parents is none %}{{ return(false) }}{% endif %}
    {% set sums = node.config.meta['sums'] %}
    {% set column = sums['by'] %}
    {% set keys = collect_keys(relation_of(input_of(node, sums['of'][0])), column, reached_keys(node, parents)) %}
    {% if keys['has_null'] %}{{ return(false) }}{% endif %}
    {% set counted = [] %}
    {% for name in sums['of'] %}
        {% set input = relation_of(input_of(node, name)) %}
        {% do counted.append("select count(*) as n, count(*) filter (" ~ is_part(column, keys) ~ ") as part_n from " ~ input) %}
    {% endfor %}
    {% set share = run_query("select sum(part_n) / greatest(1, sum(n)) from (" ~ counted | join(' union all ') ~ ") as counted").rows[0][0] %}
    {% if share > worthwhile_share() %}{{ return(false) }}{% endif %}
    {% set narrowed = restricted(node, sql, column, keys, sums['of']) %}
    {% do run_command("create or replace temporary table came_sums as " ~ narrowed) %}
    {% for name in sums['of'] %}
        {% do put_temporary(name, parts_before(input_of(node, name), parents, column, keys), narrowed) %}
    {% endfor %}
    {% do run_command("create or replace temporary table went_sums as " ~ narrowed) %}
    {% do run_command("create or replace temporary table kept_sums as " ~ added_up(made, sums)) %}
    {% do build_anew(node, standing, made, sql, 'select * from kept_sums') %}
    {% do run_command("drop table came_sums; drop table went_sums; drop table kept_sums; drop table part_keys") %}
    {% for name in sums['of'] %}{% do drop_temporary(name) %}{% endfor %}
    {{ return(true) }}
{% endmacro %}

{# A select of an input's rows of the parts as they stood before the change. #}
{% macro parts_before(input, parents, column, keys) %}
    {%- if input.unique_id in parents %}
    select * from {{ earlier_rows(input, column) }}
    union all by name
    select * from {{ relation_of(input) }} where {{ is_part(column, keys) }}
        and {{ column }} not in (select key from build_state.changed_keys where node = '{{ input.unique_id }}' and key_column = '{{ column }}')
    {%- else %}
    select * from {{ relation_of(input) }} where {{ is_part(column, keys) }}
    {%- endif %}
{% endmacro %}

{# A select of the table with came_sums added and went_sums taken off, with its columns and types. #}
{% macro added_up(relation, sums) %}
    {%- set columns = adapter.get_columns_in_relation(relation) %}
    select
        {%- for column in columns %}
        {{ column.name if column.name in sums['grain'] else 'cast(sum(' ~ column.name ~ ') as ' ~ column.dtype ~ ') as ' ~ column.name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from (
        select * from {{ relation }}
        union all by name
        select * from came_sums
        union all by name
        select
            {%- for column in columns %}
            {{ column.name if column.name in sums['grain'] else '-' ~ column.name ~ ' as ' ~ column.name }}{{ ',' if not loop.last }}
            {%- endfor %}
        from went_sums
    ) as contributions
    group by {{ sums['grain'] | join(', ') }}
    having sum({{ sums['rows'] }}) <> 0
{% endmacro %}
