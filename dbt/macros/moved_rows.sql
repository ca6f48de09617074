{#-
  Which rows of a table moved (ADR 0012): those that one state of it holds in other numbers than the other. A row stands for
  itself by the hash of all its columns.
-#}

{#
  Into the temporary table compared_rows, of each row of two states of a table: some of its columns, its side (1 later, −1
  earlier), its place there (rowid, which holds good within the transaction) and its hash. `standing` narrows the earlier one.
#}
{% macro compared_rows(later, earlier, columns, standing='true') %}
    {%- set names = (columns | map(attribute=0) | join('+')).split('+') | unique | join(', ') %}
    create or replace temporary table compared_rows as
    {%- for state, side, condition in [(later, 1, 'true'), (earlier, -1, standing)] %}
    select {{ names }}, {{ side }} as side, rowid as place, hash(whole_row) as row_hash
    from {{ state }} as whole_row
    where {{ condition }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
{% endmacro %}

{# Into the temporary table moved_rows, the rows of compared_rows that moved, of those under a condition that alike rows share. #}
{% macro moved_rows(condition) %}
    create or replace temporary table moved_rows as
    select * from compared_rows
    where row_hash in (select row_hash from compared_rows where {{ condition }} group by row_hash having sum(side) <> 0)
{% endmacro %}

{#
  A select of `key` (as text) and whether it `is_moved`: compared_rows has other rows of it on one side than on the other.
#}
{% macro compared_keys(column) %}
    select cast({{ column }} as varchar) as key, sum(side) <> 0 or bit_xor(row_hash) <> 0 or sum(side * cast(row_hash as hugeint)) <> 0 as is_moved
    from compared_rows
    group by {{ column }}
{% endmacro %}

{# A select of the digest of a table (rows_digest) after the rows of moved_rows moved; NULL where none did. #}
{% macro moved_digest(standing) %}
    {%- set parts = standing.split(':') %}
    select case when count(*) > 0 then concat(
        {{ parts[0] }} + sum(side), ':', xor(cast({{ parts[1] }} as ubigint), bit_xor(row_hash)), ':',
        cast({{ parts[2] }} as hugeint) + sum(side * cast(row_hash as hugeint)), ':{{ parts[3] }}'
    ) end
    from moved_rows
{% endmacro %}

{# Remember by which keys a table that was built anew differs from its predecessor, for each column by which a reader asks. #}
{% macro remember_steps(node, columns, later, earlier, from_content, to_content) %}
    {% do forget_steps(node.unique_id) %}
    {# one pass over both tables, however many columns are asked for #}
    {% do run_command(compared_rows(later, earlier, columns)) %}
    {% for asked, is_kept in columns %}
        {% set column = told_column(asked, none) %}
        {% do run_command("create or replace temporary table moved_keys as select key from (" ~ compared_keys(column) ~ ") as compared where is_moved") %}
        {% do remember_keys(node.unique_id, key_column(asked, column), 'select key from moved_keys') %}
        {% do remember_step(node.unique_id, asked, from_content, to_content) %}
        {% if is_kept %}
            {% do run_command(moved_rows('cast(' ~ column ~ ' as varchar) in (select key from moved_keys) or ' ~ column ~ ' is null')) %}
            {% do run_command(keep_moved_rows(node, later, earlier)) %}
        {% endif %}
    {% endfor %}
    {% do run_command("drop table compared_rows; drop table if exists moved_keys; drop table if exists moved_rows") %}
{% endmacro %}

{#
  Statements that keep the rows of moved_rows until the table's next change, for those who add them up: as they came
  into it and as they went out of it.
#}
{% macro keep_moved_rows(node, later, earlier) %}
    create or replace table {{ rows_that('came', node) }} as
    select * from {{ later }} where rowid in (select place from moved_rows where side = 1);
    create or replace table {{ rows_that('went', node) }} as
    select * from {{ earlier }} where rowid in (select place from moved_rows where side = -1)
{% endmacro %}

{# Where the rows stand that `came` or `went` at a table's last change. #}
{% macro rows_that(direction, node) -%}
build_state.{{ node.name }}__{{ direction }}
{%- endmacro %}
