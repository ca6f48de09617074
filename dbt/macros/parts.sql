{#-
  Build only the parts of a table that can have changed (ADR 0012). A model may declare what its parts are:

      {{ config(meta={'parts': {
          'by': 'person_key',
          'of': ['int_invitations_unified'],
          'through': {'int_account_day_segments': ['account_id', 'int_invitations_unified']}
      }}) }}

  says: the rows of one person_key depend, of the relations in `of`, only on their rows of the same person_key, and on
  nothing that those relations' other rows say. A change of a relation in `through` reaches the persons that
  int_invitations_unified has for the account_ids that changed there. Where that relation has another name for the column or
  none, or where several have its values, a mapping names them, each with how it writes the column:
  ['billing_customer_id', {'stg_stripe__invoices': 'customer_id', …}]. An input that tells
  its changes by another column than the key may stand in both, as staging does, which tells files:
  {'stg_stripe__invoices': ['_source_file', 'stg_stripe__invoices']}.

      'crossed': {'billing_as_of': {'stg_stripe__invoices': ['created_at', 'paid_at']}}

  says that of billing_as_of (int_as_of_resolved, or observed_at of int_operational_clock) a part depends only on which of these
  moments of its rows there lie before it: when it moves, it reaches the parts that have one between where it was and where it
  is. A model that reads other columns of that clock names them too; a list without moments says that only NULL or not matters.
  A change of anything else builds everything anew.

      'or': {'by': 'account_id', 'of': ['int_usage_ids']}

  says that the same rows may be cut in another way, too: those of one account_id depend, of int_usage_ids, on its rows of that
  account_id alone. A change of an input reaches the parts of the way that names it, one way after the other: a day's usage
  reaches a day, a merger of two accounts all their days. An input that both ways name tells which of its rows moved in which way.

  The build compares what a table held with what it holds, and remembers the keys whose rows came out different: these are
  the parts that its readers build again. tests/integration/test_parts.py holds every declaration against the data.
  Tables of build_state: `steps` (a relation, the content it came from and went to, the column whose keys are known) and
  `changed_keys` (those keys, as text).
-#}

{# What a node declares of its parts, or of the parts that its sums add up (kept_sums.sql); none where it declares nothing. #}
{% macro parts_of(node) %}
    {% set meta = node.config.get('meta', {}) %}
    {{ return(meta.get('parts') or meta.get('sums')) }}
{% endmacro %}

{# The ways in which a node cuts its rows into parts. #}
{% macro ways_of(node) %}
    {% set parts = parts_of(node) %}
    {{ return([parts] + ([parts['or']] if 'or' in parts else [])) }}
{% endmacro %}

{#
  The share of a table above which parts cost more than the whole. A table with as many dead rows as living ones is built anew,
  too: what parts leave behind is not vacuumed (dbt/profiles.yml). A row's rowid is its place among both.
#}
{% macro worthwhile_share() %}{{ return(0.4) }}{% endmacro %}

{# At the start of a run: by which columns the readers of each relation ask for changes. #}
{% macro list_wanted_columns() %}
    create or replace table build_state.wanted as
    select node, key_column, bool_or(is_kept) as is_kept from (values ('', '', false)
    {%- for node in graph.nodes.values() if node.resource_type == 'model' and parts_of(node) %}
        {%- for parent in node.depends_on.nodes %}
    , ('{{ parent }}', '{{ change_column(node, parent) }}', {{ 'sums' in node.config.meta or is_crossed(parts_of(node), parent) }})
        {%- endfor %}
    {%- endfor %}
    ) as wanted (node, key_column, is_kept)
    where node <> '' and key_column <> ''
    group by node, key_column
{% endmacro %}

{#
  The column by which a node asks for the changes of a parent, `one+other` where two ways ask by two columns; empty where any
  change of it means everything.
#}
{% macro change_column(node, parent) %}
    {% set columns = [] %}
    {% for parts in ways_of(node) if way_column(parts, parent) %}{% do columns.append(way_column(parts, parent)) %}{% endfor %}
    {{ return(columns | unique | join('+')) }}
{% endmacro %}

{# The column by which one way of cutting asks for the changes of a parent. #}
{% macro way_column(parts, parent) %}
    {%- set name = parent.split('.')[-1] -%}
    {%- if is_crossed(parts, parent) -%}
        {{ return(parts['crossed'].keys() | first) }}
    {%- elif name in parts.get('through', {}) -%}
        {{ return(parts['through'][name][0]) }}
    {%- elif 'of' not in parts or name in parts['of'] -%}
        {{ return(parts['by']) }}
    {%- endif -%}
    {{ return('') }}
{% endmacro %}

{# Under which name the changed keys of `one+other` stand that concern one of the two. #}
{% macro key_column(asked, column) %}{{ return(asked ~ ':' ~ column if '+' in asked else asked) }}{% endmacro %}

{# Under which of them rows are known that moved in the parts of `way_column`: its own, where it is asked for, else the first. #}
{% macro told_column(asked, way_column) %}
    {% set columns = asked.split('+') %}
    {{ return(way_column if way_column in columns else columns[0]) }}
{% endmacro %}

{# Whether a parent holds the instants of which it is said which moments they cross. #}
{% macro is_crossed(parts, parent) %}
    {{ return('crossed' in parts and parent.split('.')[-1] in ['int_as_of_resolved', 'int_operational_clock']) }}
{% endmacro %}

{# A select of `key` of the parts that have a moment between where an instant was and where it is; of all, where it was or is NULL. #}
{% macro crossed_keys(node, clock) %}
    {%- set parts = parts_of(node) %}
    {%- for instant, moments in parts['crossed'].items() %}
    {%- for name, expressions in moments.items() %}
    select distinct cast({{ parts['by'] }} as varchar) as key
    from {{ relation_of(input_of(node, name)) }}
    cross join (
        select case when count({{ instant }}) = 2 then min({{ instant }}) end as first_at, max({{ instant }}) as last_at
        from (select {{ instant }} from {{ rows_that('went', clock) }} union all select {{ instant }} from {{ rows_that('came', clock) }}) as moved
    ) as span
    where span.first_at is null
        {%- for moment in expressions %}
        or (span.first_at < span.last_at and {{ moment }} between span.first_at and span.last_at)
        {%- endfor %}
    {{ 'union' if not loop.last }}
    {%- endfor %}
    {{ 'union' if not loop.last }}
    {%- endfor %}
{% endmacro %}

{#
  A select of `key`: what a node's parts are by in one way, wherever a changed input that this way names reaches them; its inputs
  as they stand now. Empty where none is named.
#}
{% macro reached_keys(node, changed_parents, parts) %}
    {%- for parent in changed_parents if way_column(parts, parent) %}
    {%- set name = parent.split('.')[-1] %}
    {%- set told = key_column(change_column(node, parent), way_column(parts, parent)) %}
    {%- if is_crossed(parts, parent) %}
    {{ crossed_keys(node, graph.nodes[parent]) }}
    {%- elif name in parts.get('through', {}) %}
    {%- set via = parts['through'][name][1] %}
    {%- for relation, written in (via if via is mapping else {via: parts['through'][name][0]}).items() %}
    select cast({{ parts['by'] }} as varchar) as key from {{ relation_of(input_of(node, relation)) }}
    where cast({{ written }} as varchar) in (select key from build_state.changed_keys where node = '{{ parent }}' and key_column = '{{ told }}')
    {{ 'union' if not loop.last }}
    {%- endfor %}
    {%- else %}
    select key from build_state.changed_keys where node = '{{ parent }}' and key_column = '{{ told }}'
    {%- endif %}
    {{ 'union' if not loop.last }}
    {%- endfor %}
{% endmacro %}

{# The node of the input of this name. #}
{% macro input_of(node, name) %}
    {% for parent in node.depends_on.nodes if parent.split('.')[-1] == name and parent in graph.nodes %}
        {{ return(graph.nodes[parent]) }}
    {% endfor %}
    {{ exceptions.raise_compiler_error(node.name ~ ' declares parts of ' ~ name ~ ', which it does not read') }}
{% endmacro %}

{% macro relation_of(node) %}
    {{ return(api.Relation.create(database=node.database, schema=node.schema, identifier=node.alias)) }}
{% endmacro %}

{#
  The inputs of a node that changed since it was built, where the parts that they reach are known: a list, empty where
  nothing is. None where the node must be built anew: other SQL, or an input whose changed keys nobody knows.
#}
{% macro changed_parents(node, sql) %}
    {% if flags.FULL_REFRESH or not parts_of(node) %}{{ return(none) }}{% endif %}
    {% set found = run_query(
        "select inputs.key, coalesce(bool_or(steps.key_column is not null), false) "
        ~ "from (select unnest(map_entries(reads), recursive := true) from build_state.nodes "
        ~ "where node = '" ~ node.unique_id ~ "' and wording = concat(version(), '" ~ wording_digest(node, sql) ~ "')) as inputs "
        ~ "left join build_state.nodes as nodes on nodes.node = inputs.key "
        ~ "left join build_state.steps as steps on steps.node = inputs.key and steps.from_content = inputs.value "
        ~ "and steps.to_content = nodes.content and steps.key_column = case inputs.key "
        ~ asked_columns(node) ~ " else '' end "
        ~ "where nodes.content is distinct from inputs.value group by inputs.key"
    ) %}
    {% set parents = [] %}
    {% for row in found.rows %}
        {% if not row[1] %}{{ return(none) }}{% endif %}
        {% do parents.append(row[0]) %}
    {% endfor %}
    {{ return(parents or none) }}
{% endmacro %}

{% macro asked_columns(node) -%}
{% for parent in node.depends_on.nodes %} when '{{ parent }}' then '{{ change_column(node, parent) }}'{% endfor %}
{%- endmacro %}

{# The columns by which readers of a relation ask for changes and which it has, and whether they want the rows that moved, too. #}
{% macro wanted_columns(node, relation) %}
    {{ return(run_query(
        "select wanted.key_column, wanted.is_kept from build_state.wanted inner join duckdb_columns() as columns on columns.column_name = split_part(wanted.key_column, '+', 1) "
        ~ "where wanted.node = '" ~ node.unique_id ~ "' and columns.schema_name = '" ~ relation.schema
        ~ "' and columns.table_name = '" ~ relation.identifier ~ "' and columns.database_name = '" ~ relation.database ~ "' order by 1"
    ).rows | list) }}
{% endmacro %}

{# Remember that the keys of a column are known that changed between two contents of a relation. #}
{% macro remember_step(unique_id, column, from_content, to_content) %}
    {% do run_command("insert into build_state.steps values ('" ~ unique_id ~ "', '" ~ column ~ "', '" ~ from_content ~ "', '" ~ to_content ~ "')") %}
{% endmacro %}

{# Remember keys (a select) that changed. #}
{% macro remember_keys(unique_id, column, keys) %}
    {% do run_command("insert into build_state.changed_keys select '" ~ unique_id ~ "', '" ~ column ~ "', key from (" ~ keys ~ ") as keys") %}
{% endmacro %}

{# Of the rows in moved_rows that moved in the parts of `way_column`, remember the keys by which readers ask. #}
{% macro remember_moved_keys(node, columns, way_column) %}
    {% for asked, is_kept in columns %}
        {% set told = told_column(asked, way_column) %}
        {% do remember_keys(node.unique_id, key_column(asked, told), 'select distinct cast(' ~ told ~ ' as varchar) as key from moved_rows') %}
    {% endfor %}
{% endmacro %}

{% macro forget_steps(unique_id) %}
    {% do run_command(
        "delete from build_state.steps where node = '" ~ unique_id ~ "'; delete from build_state.changed_keys where node = '" ~ unique_id ~ "'"
    ) %}
{% endmacro %}

{# A condition on a column: its value is one of the collected keys. Few are written out, which files prune by. #}
{% macro is_part(column, keys) -%}
{%- set values = keys['values'] -%}
({{ column }} in (
{%- if values %}{% for value in values %}cast('{{ value | replace("'", "''") }}' as {{ keys['type'] }}){{ ', ' if not loop.last }}{% endfor %}
{%- else %}select key from {{ keys['table'] }} where key is not null{% endif -%}
){{ ' or ' ~ column ~ ' is null' if keys['has_null'] }})
{%- endmacro %}

{#
  Put keys (a select of them as text) of a column of a table into a temporary table; says its name, their type, whether one is
  NULL, and few ones themselves.
#}
{% macro collect_keys(relation, column, keys, table='part_keys') %}
    {% set type = run_query(
        "select data_type from duckdb_columns() where database_name = '" ~ relation.database ~ "' and schema_name = '" ~ relation.schema
        ~ "' and table_name = '" ~ relation.identifier ~ "' and column_name = '" ~ column ~ "'"
    ).columns[0].values() %}
    {% if not type %}{{ exceptions.raise_compiler_error(relation ~ ' has no column ' ~ column ~ ', by which parts are declared') }}{% endif %}
    {% do run_command("create or replace temporary table " ~ table ~ " as select distinct cast(key as " ~ type[0] ~ ") as key from (" ~ keys ~ ") as reached") %}
    {% set counted = run_query("select count(key), count(*) - count(key) from " ~ table).rows[0] %}
    {% set values = [] %}
    {% if counted[0] <= 100 %}
        {% set values = run_query("select cast(key as varchar) from " ~ table ~ " where key is not null").columns[0].values() | list %}
    {% endif %}
    {{ return({'table': table, 'type': type[0], 'has_null': counted[1] > 0, 'values': values}) }}
{% endmacro %}

{#
  SQL that reads, of its inputs of these names, the parts with these keys alone. A view that declares the same parts is read
  through its own inputs.
#}
{% macro restricted(node, sql, column, keys, names) %}
    {% set text = reading_temporaries(node, sql, names) %}
    {% for name in names %}
        {% set whole = input_of(node, name) %}
        {% set input = relation_of(whole) %}
        {% set is_through = whole.config.materialized == 'view' and (parts_of(whole) or {}).get('of') and parts_of(whole)['by'] == column %}
        {% if is_through %}
            {% set defined = run_query(
                "select sql from duckdb_views() where database_name = '" ~ input.database ~ "' and schema_name = '" ~ input.schema ~ "' and view_name = '" ~ name ~ "'"
            ).columns[0].values()[0] %}
            {% set narrowed = restricted(whole, defined[defined.index(' AS ') + 4:].rstrip().rstrip(';'), column, keys, parts_of(whole)['of']) %}
        {% else %}
            {% set narrowed = 'select * from ' ~ input ~ ' where ' ~ is_part(column, keys) %}
        {% endif %}
        {% do put_temporary(name, narrowed, text) %}
    {% endfor %}
    {{ return(text) }}
{% endmacro %}

{# SQL that reads temporary relations in place of its inputs of these names. #}
{% macro reading_temporaries(node, sql, names) %}
    {% set text = namespace(sql=sql) %}
    {% for name in names %}
        {% set input = relation_of(input_of(node, name)) %}
        {% set quoted = '"?' ~ input.database ~ '"?\\."?' ~ input.schema ~ '"?\\."?' ~ name ~ '(?![a-z0-9_])"?' %}
        {% set text.sql = modules.re.sub(quoted, 'temp.main.' ~ name, text.sql) %}
    {% endfor %}
    {{ return(text.sql) }}
{% endmacro %}

{# A temporary view of what a select gives; of a table of it where `reader` reads it twice, as each reading would look for its parts. #}
{% macro put_temporary(name, select, reader) %}
    {% set is_read_again = reader.count('temp.main.' ~ name) > 1 %}
    {% if is_read_again %}
        {% do run_command('create or replace temporary table ' ~ name ~ '__parts as ' ~ select) %}
    {% endif %}
    {% do run_command('create or replace temporary view ' ~ name ~ ' as ' ~ ('select * from temp.main.' ~ name ~ '__parts' if is_read_again else select)) %}
{% endmacro %}

{# Statements that drop the temporary relations of a node's inputs of these names, and of those that views among them read. #}
{% macro drop_temporaries(node, names) -%}
{% for name in names %}
{%- set whole = input_of(node, name) -%}
{{ drop_temporaries(whole, (parts_of(whole) or {}).get('of', [])) if whole.config.materialized == 'view' }}
drop view if exists temp.main.{{ name }};
drop table if exists temp.main.{{ name }}__parts;
{% endfor %}
{%- endmacro %}

{#
  Bring a table up to date by its parts, one way of cutting after the other. True when done; false when it is better built anew.
#}
{% macro build_parts(node, relation, sql) %}
    {% set parents = changed_parents(node, sql) %}
    {% if parents is none %}{{ return(false) }}{% endif %}
    {% set ways = [] %}
    {% for parts in ways_of(node) %}
        {% set reached = reached_keys(node, parents, parts) | trim %}
        {% if reached %}{% do ways.append((parts, collect_keys(relation, parts['by'], reached, 'part_keys_' ~ loop.index))) %}{% endif %}
    {% endfor %}
    {% if not are_worthwhile(relation, ways) %}{{ return(false) }}{% endif %}
    {% set columns = wanted_columns(node, relation) %}
    {# its tests ask by its own key (unchanged.sql) #}
    {% set own = parts_of(node)['by'] %}
    {% if own not in columns | map(attribute=0) | list %}{% do columns.append((own, false)) %}{% endif %}
    {% set standing = remembered_content(node) %}
    {% set reached = namespace(content=standing) %}
    {% for parts, keys in ways %}
        {% set reached.content = replace_moved_rows(node, relation, sql, parts, keys, columns, standing, reached.content) %}
    {% endfor %}
    {% if reached.content != standing %}
        {% for asked, is_kept in columns %}{% do remember_step(node.unique_id, asked, standing, reached.content) %}{% endfor %}
    {% endif %}
    {% do run_command(remember(node, sql, reached.content)) %}
    {{ return(true) }}
{% endmacro %}

{# Whether the parts with these keys are few enough of a table's rows, and the dead rows among them, too. #}
{% macro are_worthwhile(relation, ways) %}
    {% set conditions = [] %}
    {% for parts, keys in ways %}{% do conditions.append(is_part(parts['by'], keys)) %}{% endfor %}
    {% set counted = run_query(
        "select (select count(*) from " ~ relation ~ " where " ~ conditions | join(' or ') ~ "), count(*), coalesce(max(rowid) + 1, 0) from " ~ relation
    ).rows[0] %}
    {{ return(counted[0] <= worthwhile_share() * counted[1] and counted[2] <= 2 * counted[1]) }}
{% endmacro %}

{#
  Build the parts with these keys, and replace the rows that moved; gives the content after it. `standing` is what the table held
  when the build of the node began, `before` what it holds now.
#}
{% macro replace_moved_rows(node, relation, sql, parts, keys, columns, standing, before) %}
    {% set column = parts['by'] %}
    {% do run_command("create or replace temporary table fresh_parts as select * from " ~ relation ~ " where false") %}
    {% do run_command("insert into fresh_parts by name " ~ restricted(node, sql, column, keys, parts.get('of', []))) %}
    {% set others = run_query("select count(*) from fresh_parts where (" ~ is_part(column, keys) ~ ") is not true").rows[0][0] %}
    {% if others %}
        {{ exceptions.raise_compiler_error(node.name ~ ' makes rows of other parts than those that it reads: its declared parts are wrong') }}
    {% endif %}
    {% do run_command(compared_rows('fresh_parts', relation, columns, is_part(column, keys))) %}
    {% do run_command(moved_rows('true')) %}
    {% set content = run_query(moved_digest(before)).rows[0][0] %}
    {% if content %}
        {% if before == standing %}{% do forget_steps(node.unique_id) %}{% endif %}
        {% do remember_moved_keys(node, columns, column) %}
        {% if columns | map(attribute=1) | select | list %}
            {% if before != standing %}{{ exceptions.raise_compiler_error(node.name ~ ' is cut in two ways, and its moved rows are added up: they are kept of one way only') }}{% endif %}
            {% do run_command(keep_moved_rows(node, 'fresh_parts', relation)) %}
        {% endif %}
        {% do run_command(
            "delete from " ~ relation ~ " where rowid in (select place from moved_rows where side = -1);"
            ~ "insert into " ~ relation ~ " by name select * from fresh_parts where rowid in (select place from moved_rows where side = 1)"
        ) %}
    {% endif %}
    {% do run_command(
        drop_temporaries(node, parts.get('of', []))
        ~ "drop table " ~ keys['table'] ~ "; drop table fresh_parts; drop table compared_rows; drop table moved_rows"
    ) %}
    {{ return(content or before) }}
{% endmacro %}

{# A view has the changes of what it reads. #}
{% macro pass_steps_on(node, parents, from_content, to_content) %}
    {% set column = parts_of(node)['by'] %}
    {% if from_content != to_content %}
        {% do forget_steps(node.unique_id) %}
        {% do remember_keys(node.unique_id, column, reached_keys(node, parents, parts_of(node))) %}
        {% do remember_step(node.unique_id, column, from_content, to_content) %}
    {% endif %}
{% endmacro %}

{#
  The files of each source, and which came since the last run: the parts of a source are its files, by the name under which
  they landed. A source that lost a file (an erasure, a merge of small files) has changed in ways that nobody follows.
  Reads the temporary tables files and inputs.
#}
{% macro remember_landings() %}
    {% set grown = run_query("
        select nodes.node, nodes.content, inputs.content, string_agg(split_part(came.file, ' ', 1), ',' order by came.file)
        from build_state.nodes as nodes
        inner join inputs on nodes.node = inputs.node and nodes.content <> inputs.content
        inner join (select * from files anti join build_state.landed as landed using (node, file)) as came on came.node = nodes.node
        where nodes.node not in (select node from build_state.landed anti join files using (node, file))
        group by all
    ") %}
    {% do run_command("
        delete from build_state.steps where node in (select inputs.node from inputs inner join build_state.nodes as nodes using (node) where nodes.content <> inputs.content);
        delete from build_state.changed_keys where starts_with(node, 'source.') and node not in (select node from build_state.steps)
    ") %}
    {% for node, from_content, to_content, came in grown.rows %}
        {% set folder = lake_files(graph.sources[node]).rsplit('/', 1)[0] %}
        {% set paths = [] %}
        {% for file in came.split(',') %}{% do paths.append(folder ~ '/' ~ file) %}{% endfor %}
        {% do remember_keys(node, '_source_file', "select distinct _source_file as key from read_parquet(" ~ paths ~ ")") %}
        {% do remember_step(node, '_source_file', from_content, to_content) %}
    {% endfor %}
    {% do run_command("create or replace table build_state.landed as select * from files") %}
{% endmacro %}
