{#-
  Keep sums up to date (ADR 0012). A table that adds up what each customer, or each answer, contributes may declare

      {{ config(meta={'sums': {
          'of': ['int_nps_memberships'],
          'by': 'cluster_id',
          'within': ['program', 'survey_type', 'period_type'],
          'grain': ['program', 'survey_type', 'period_type', 'segment_value', 'changed_on'],
          'rows': 'n_steps'
      }}) }}

  which says: its rows are sums, per `grain`, of whole numbers that come from each group of the inputs' rows alone, a cluster_id
  within a program, survey_type and period_type; and `rows` counts what was added up. Then what the groups in which a
  row moved contributed before is taken off, what they contribute now is added, and a row to which nothing contributes any
  more goes. Where each row of the inputs contributes alone, whatever else there is, 'each_row': true says so instead
  of `within`, and only the rows that moved are added up. The inputs are tables; `by` is the column whose changes they remember.
  Sums of whole numbers and of decimals are exact in any order; a DOUBLE must not be kept so.
-#}
{% macro build_sums(node, standing, made, sql) %}
    {% set parents = changed_parents(node, sql) %}
    {% if parents is none %}{{ return(false) }}{% endif %}
    {% set sums = node.config.meta['sums'] %}
    {% set inputs = [] %}
    {% for name in sums['of'] %}{% do inputs.append(input_of(node, name)) %}{% endfor %}
    {% if 'each_row' not in sums %}{% do put_moved_groups(sums, inputs, parents) %}{% endif %}
    {% set are_few = contribute_few(sums, inputs, parents) %}
    {% if are_few %}
        {% set text = reading_temporaries(node, sql, sums['of']) %}
        {% for side in ['came', 'went'] %}
            {% for input in inputs %}
                {% do run_command("create or replace temporary view " ~ input.name ~ " as select * from " ~ contributing(input, sums, parents, side)) %}
            {% endfor %}
            {% do run_command("create or replace temporary table " ~ side ~ "_sums as " ~ text) %}
        {% endfor %}
        {% do run_command("create or replace temporary table kept_sums as " ~ added_up(made, sums)) %}
        {% do build_anew(node, standing, made, sql, 'select * from kept_sums') %}
        {% do run_command("drop table came_sums; drop table went_sums; drop table kept_sums;" ~ drop_temporaries(node, sums['of'])) %}
    {% endif %}
    {% do run_command(drop_moved_groups(sums['of'])) %}
    {{ return(are_few) }}
{% endmacro %}

{# What contributes to sums: the rows that moved, or all rows of the groups in which one did; as they `came`, or as they `went`. #}
{% macro contributing(input, sums, parents, side) %}
    {%- set is_changed = input.unique_id in parents %}
    {%- if 'each_row' in sums -%}
    {{ rows_that(side, input) if is_changed else '(select * from ' ~ relation_of(input) ~ ' where false) as nothing' }}
    {%- else -%}
    temp.main.{{ input.name }}__{{ side if is_changed else 'came' }}
    {%- endif -%}
{% endmacro %}

{# Whether what contributes is a small enough share of the inputs. #}
{% macro contribute_few(sums, inputs, parents) %}
    {% set counted = [] %}
    {% for input in inputs %}
        {% do counted.append("select (select count(*) from " ~ contributing(input, sums, parents, 'came') ~ ") as n, count(*) as whole_n from " ~ relation_of(input)) %}
    {% endfor %}
    {{ return(run_query("select sum(n) <= " ~ worthwhile_share() ~ " * sum(whole_n) from (" ~ counted | join(" union all ") ~ ") as counted").rows[0][0]) }}
{% endmacro %}

{#
  The rows of the groups in which a row moved, into temporary tables: of each input <input>__came as they are now, of each
  that changed <input>__went as they were before.
#}
{% macro put_moved_groups(sums, inputs, parents) %}
    {% set columns = [sums['by']] + sums.get('within', []) %}
    {% set moved = [] %}
    {% for input in inputs if input.unique_id in parents %}
        {% for side in ['came', 'went'] %}{% do moved.append("select " ~ columns | join(", ") ~ " from " ~ rows_that(side, input)) %}{% endfor %}
    {% endfor %}
    {% do run_command("create or replace temporary table moved_groups as " ~ moved | join(" union ")) %}
    {% for input in inputs %}
        {% do run_command(
            "create or replace temporary table " ~ input.name ~ "__came as select whole_row.* from " ~ relation_of(input) ~ " as whole_row semi join moved_groups on "
            ~ alike("whole_row", "moved_groups", columns)
        ) %}
        {% if input.unique_id in parents %}
            {% do run_command(
                "create or replace temporary table " ~ input.name ~ "__went as "
                ~ "select whole_row.* from temp.main." ~ input.name ~ "__came as whole_row "
                ~ "anti join (select hash(whole_row) as row_hash from " ~ rows_that("came", input) ~ " as whole_row) as moved on hash(whole_row) = moved.row_hash "
                ~ "union all by name select * from " ~ rows_that("went", input)
            ) %}
        {% endif %}
    {% endfor %}
{% endmacro %}

{% macro alike(one, other, columns) %}
{%- for column in columns %}{{ one }}.{{ column }} is not distinct from {{ other }}.{{ column }}{{ ' and ' if not loop.last }}{% endfor %}
{%- endmacro %}

{% macro drop_moved_groups(names) -%}
drop table if exists moved_groups;
{%- for name in names %}
drop table if exists temp.main.{{ name }}__came;
drop table if exists temp.main.{{ name }}__went;
{%- endfor %}
{%- endmacro %}

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
