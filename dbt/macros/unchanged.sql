{#-
  Build only what can have changed (ADR 0010). After each build of a relation the warehouse remembers, in
  build_state.nodes, its signature (its SQL, and the content of everything it reads) and a digest of its own content.
  A table whose signature is the remembered one is left as it stands; a relation that was built anew but came out
  the same stops the work there, since what reads it sees the same content. A test that passed on the same SQL and the
  same content has passed. --full-refresh believes nothing and does everything.

  This is about DuckDB's one file, written by one process; on another engine everything is built.
-#}

{# Execute statements whose result nobody reads: run_query makes an agate table of each, at a millisecond and more. #}
{% macro run_command(sql) %}{% do adapter.execute(sql, auto_begin=false, fetch=false) %}{% endmacro %}

{# A digest of what the project says of a node, wherever its home stands; descriptions too, as tables carry them. #}
{% macro wording_digest(node, sql) %}
{{- local_md5(sql | replace(env_var('LOYALTY_HOME', '../var'), '') ~ '|' ~ tojson(node.get('columns', {}), sort_keys=true) ~ '|' ~ node.get('description', '')
    ~ '|' ~ node.config.get('materialized') ~ '|' ~ (node.config.get('contract') | string)
    ~ '|' ~ node.config.get('warn_if') ~ '|' ~ node.config.get('error_if') ~ '|' ~ node.config.get('fail_calc')) -}}
{% endmacro %}

{# A select of one value: the signature of a node now; NULL, which equals nothing, where an input's content is unknown. #}
{% macro signature_now(node, sql) %}
    {%- set parents = node.depends_on.nodes | unique | list %}
    select case when count(*) = {{ parents | length }} then {{ signature("'" ~ wording_digest(node, sql) ~ "'") }} end
    from build_state.nodes
    where node in ('' {%- for parent in parents %}, '{{ parent }}'{% endfor %})
{% endmacro %}

{# The signature as an aggregate over the remembered inputs of one node. #}
{% macro signature(wording) -%}
md5(concat(version(), {{ wording }}, string_agg(concat(nodes.node, '=', nodes.content), ',' order by nodes.node)))
{%- endmacro %}

{# Whether the node stands as its SQL and its inputs say now. #}
{% macro is_remembered(node, sql) %}
    {% if flags.FULL_REFRESH %}{{ return(false) }}{% endif %}
    {% set found = run_query(
        "select count(*) from build_state.nodes where node = '" ~ node.unique_id
        ~ "' and signature = (" ~ signature_now(node, sql) ~ ")"
    ) %}
    {{ return(found.rows[0][0] > 0) }}
{% endmacro %}

{#
  Statements that remember a relation: its digest (a view's is its signature, since what it reads is its content), its
  wording and the content of each relation that it reads.
#}
{% macro remember(node, sql, content=none) %}
    delete from build_state.nodes where node = '{{ node.unique_id }}';
    insert into build_state.nodes
    select '{{ node.unique_id }}', signature, {{ "'" ~ content ~ "'" if content else 'signature' }}, concat(version(), '{{ wording_digest(node, sql) }}'), reads
    from (select ({{ signature_now(node, sql) }}) as signature) as signed
    cross join (
        select map_from_entries(list(row(node, content))) as reads from build_state.nodes
        where node in ('' {%- for parent in node.depends_on.nodes | unique %}, '{{ parent }}'{% endfor %})
    ) as inputs
{% endmacro %}

{# What the build remembers of a relation's content; none where it remembers nothing. #}
{% macro remembered_content(node) %}
    {% set found = run_query("select content from build_state.nodes where node = '" ~ node.unique_id ~ "'").rows %}
    {{ return(found[0][0] if found else none) }}
{% endmacro %}

{# A select of the hash of each row of a relation, as row_hash. #}
{% macro row_hashes(relation) -%}
select hash(whole_row) as row_hash from {{ relation }} as whole_row
{%- endmacro %}

{# An aggregate of row_hash: one text that changes when any row does, in whatever order they stand. #}
{% macro rows_digest() -%}
concat(count(*), ':', coalesce(bit_xor(row_hash), 0), ':', coalesce(sum(row_hash), 0))
{%- endmacro %}

{# A select of one text that changes when any row, any name or any type of a table does. #}
{% macro content_digest(relation) %}
    select concat(
        {{ rows_digest() }}, ':',
        (select md5(string_agg(concat(column_name, ' ', data_type), ',' order by column_index)) from duckdb_columns()
         where schema_name = '{{ relation.schema }}' and table_name = '{{ relation.identifier }}')
    )
    from ({{ row_hashes(relation) }}) as hashed
{% endmacro %}

{# Post-hook of every model; a table remembers itself. #}
{% macro remember_build() %}{{ return(adapter.dispatch('remember_build')()) }}{% endmacro %}
{% macro default__remember_build() %}{% endmacro %}
{% macro duckdb__remember_build() %}
    {%- if execute and model.config.materialized == 'view' -%}
        {%- set earlier = remembered_content(model) -%}
        {%- set parents = changed_parents(model, model.compiled_code) -%}
        {%- do run_command(remember(model, model.compiled_code)) -%}
        {%- set later = remembered_content(model) -%}
        {%- if parents and later -%}{%- do pass_steps_on(model, parents, earlier, later) -%}{%- endif -%}
    {%- endif -%}
{% endmacro %}

{# At the start of a run: the content of what dbt does not build, which is the lake and the seeds. #}
{% macro remember_inputs() %}{{ return(adapter.dispatch('remember_inputs')()) }}{% endmacro %}
{% macro default__remember_inputs() %}{% endmacro %}
{% macro duckdb__remember_inputs() %}
    {% if reads_the_lake() %}
    {% do run_command(build_state_tables()) %}
    {% do forget_older_rows() %}
    {% set sources = [] %}
    {% for source in graph.sources.values() if lake_has(source) %}{% do sources.append(source) %}{% endfor %}
    {% do run_command("create or replace temporary table files as " ~ raw_files(sources)) %}
    {% set inputs %}
    select null as node, null as content where false
    {% for seed in graph.nodes.values() if seed.resource_type == 'seed' %}
    union all
    select '{{ seed.unique_id }}', '{{ seed.checksum.checksum }} {{ local_md5(tojson(seed.config.column_types, sort_keys=true)) }}'
    {% endfor %}
    union all
    select node, md5(string_agg(file, ',' order by file)) from files group by node
    {% for source in sources if not is_raw(source) %}
    union all
    select '{{ source.unique_id }}', (select {{ rows_digest() }} from ({{ row_hashes(lake_location(source)) }}) as hashed)
    {% endfor %}
    {% endset %}
    {% do run_command("create or replace temporary table inputs as " ~ inputs) %}
    {% do remember_landings() %}
    delete from build_state.nodes where starts_with(node, 'source.') or starts_with(node, 'seed.');
    insert into build_state.nodes (node, content) select node, content from inputs;
    drop table inputs;
    drop table files
    {% endif %}
{% endmacro %}

{# build_state's tables, of an older project's warehouse, too. #}
{% macro build_state_tables() %}
    create schema if not exists build_state;
    create table if not exists build_state.nodes (node varchar, signature varchar, content varchar);
    alter table build_state.nodes add column if not exists wording varchar;
    alter table build_state.nodes add column if not exists reads map(varchar, varchar);
    create table if not exists build_state.steps (node varchar, key_column varchar, from_content varchar, to_content varchar);
    create table if not exists build_state.changed_keys (node varchar, key_column varchar, key varchar);
    create table if not exists build_state.landed (node varchar, file varchar);
    {{ list_wanted_columns() }}
{% endmacro %}

{# An older project kept whole parts under the names of their keys, not the rows that moved: what it knew of changes is of no use. #}
{% macro forget_older_rows() %}
    {% for row in run_query(
        "select table_name from duckdb_tables() where schema_name = 'build_state' and contains(table_name, '__') and not regexp_matches(table_name, '__(came|went)$')"
    ).rows %}
        {% do run_command("drop table build_state." ~ row[0] ~ "; delete from build_state.steps; delete from build_state.changed_keys") %}
    {% endfor %}
{% endmacro %}

{# Whether a source has files: without, nobody knows its content, and what reads it is never remembered. #}
{% macro lake_has(source) %}
    {{ return(run_query("select count(*) from glob('" ~ lake_files(source) ~ "')").rows[0][0] > 0) }}
{% endmacro %}

{#
  A raw file never changes under its name but by an erasure, which its size and time show; the lake's small tables are
  rewritten, so their rows are read.
#}
{% macro is_raw(source) %}{{ return('/lake/raw/' in lake_files(source)) }}{% endmacro %}

{# A select of the raw files of these sources: node, and file with its name, size and time. #}
{% macro raw_files(sources) %}
    select null as node, null as file where false
    {% for source in sources if is_raw(source) %}
    union all
    select '{{ source.unique_id }}', concat(parse_filename(filename), ' ', size, ' ', last_modified) from read_blob('{{ lake_files(source) }}')
    {% endfor %}
{% endmacro %}

{#
  A table is replaced in one transaction: readers see the old one or the new one. dbt-duckdb builds under another name,
  renames twice and drops, which costs as much as building a small table.
#}
{% materialization table, adapter='duckdb', supported_languages=['sql'] %}
    {% set standing = load_cached_relation(this) %}
    {% set made = this.incorporate(type='table') %}
    {% if standing is not none and standing.is_table and is_remembered(model, model.compiled_code) %}
        {% call noop_statement('main', 'UNCHANGED', 'UNCHANGED', 0) %}{% endcall %}
        {{ return({'relations': [made]}) }}
    {% endif %}
    {{ run_hooks(pre_hooks, inside_transaction=false) }}
    {{ run_hooks(pre_hooks) }}
    {% call statement('main') %}select 1{% endcall %}
    {% if standing is not none and standing.is_table and build_changed(model, standing, made, compiled_code) %}
        {% call noop_statement('main', 'IN PARTS', 'IN PARTS', 0) %}{% endcall %}
    {% else %}
        {% do build_anew(model, standing, made, compiled_code, compiled_code) %}
    {% endif %}
    {{ run_hooks(post_hooks) }}
    {% do adapter.commit() %}
    {{ run_hooks(post_hooks, inside_transaction=false) }}
    {{ return({'relations': [made]}) }}
{% endmaterialization %}

{# Build what changed of a table, as it declares; false where it has to be built anew. #}
{% macro build_changed(node, standing, made, sql) %}
    {% if 'sums' in node.config.get('meta', {}) %}{{ return(build_sums(node, standing, made, sql)) }}{% endif %}
    {{ return(build_parts(node, made, sql)) }}
{% endmacro %}

{#
  Replace a table by what `made_by` gives, and remember by which keys its rows came out different where a reader asks for that;
  in a full refresh none does.
#}
{% macro build_anew(node, standing, made, sql, made_by) %}
    {% set earlier = remembered_content(node) if standing is not none and standing.is_table and not flags.FULL_REFRESH else none %}
    {% set columns = wanted_columns(node, made) if earlier else [] %}
    {% set before = made.incorporate(path={'identifier': made.identifier ~ '__before'}) %}
    {% if columns %}
        {% do run_command('alter table ' ~ made ~ ' rename to ' ~ before.identifier) %}
    {% elif standing is not none %}
        {% do run_command('drop ' ~ standing.type ~ ' if exists ' ~ made) %}
    {% endif %}
    {% do run_command(create_table_as(false, made, made_by)) %}
    {% set later = run_query(content_digest(made)).rows[0][0] %}
    {% if columns and later != earlier %}
        {% do remember_steps(node, columns, made, before, earlier, later) %}
    {% endif %}
    {% if columns %}{% do run_command('drop table ' ~ before) %}{% endif %}
    {% do run_command(remember(node, sql, later)) %}
    {% do persist_docs(made, node) %}
{% endmacro %}

{#
  A test that passed on the same SQL and content has passed. Where a table's parts changed since, and a row's part says all that
  the test asks about it, the changed parts are tested.
#}
{% materialization test, adapter='duckdb' %}
    {% if is_remembered(model, sql) %}
        {% call statement('main', fetch_result=true) %}
            select 0 as failures, false as should_warn, false as should_error
        {% endcall %}
        {{ return({'relations': []}) }}
    {% endif %}
    {% set tested = graph.nodes.get(model.attached_node) %}
    {% if is_of_parts(model, tested) and passed_before_parts(model, sql, tested) %}
        {% set column = tested.config.meta['parts']['by'] %}
        {% set changed = "select key from build_state.changed_keys where node = '" ~ tested.unique_id ~ "' and key_column = '" ~ column ~ "'" %}
        {% set keys = collect_keys(relation_of(tested), column, changed) %}
        {% call statement('main', fetch_result=true) %}
            {{ get_test_sql(restricted(model, sql, column, keys, [tested.name]), config.get('fail_calc'), config.get('warn_if'), config.get('error_if'), config.get('limit')) }}
        {% endcall %}
        {% do run_command(drop_temporaries(model, [tested.name]) ~ 'drop table part_keys') %}
        {{ return({'relations': []}) }}
    {% endif %}
    {{ return(dbt.materialization_test_default()) }}
{% endmaterialization %}

{# Whether a test asks of rows alone, or of rows that are alike in columns with the key of the tested table's parts among them. #}
{% macro is_of_parts(test, tested) %}
    {% if not tested or not test.get('test_metadata') or 'parts' not in tested.config.get('meta', {}) or tested.config.materialized != 'table' %}
        {{ return(false) }}
    {% endif %}
    {% set name = test.test_metadata.name %}
    {% set asked = test.test_metadata.kwargs %}
    {% set column = tested.config.meta['parts']['by'] %}
    {{ return(
        name == 'accepted_values'
        or (name == 'unique' and asked.get('column_name') == column)
        or (name == 'unique_grain' and column in asked.get('columns', []))
    ) }}
{% endmacro %}

{# Whether a test passed on a table as it stood before the parts that are known to have changed did. #}
{% macro passed_before_parts(test, sql, tested) %}
    {% if flags.FULL_REFRESH %}{{ return(false) }}{% endif %}
    {{ return(run_query(
        "select count(*) from build_state.nodes as tests "
        ~ "inner join build_state.steps as steps on steps.from_content = tests.reads['" ~ tested.unique_id ~ "'] "
        ~ "inner join build_state.nodes as tested on tested.node = steps.node and tested.content = steps.to_content "
        ~ "where tests.node = '" ~ test.unique_id ~ "' and tests.wording = concat(version(), '" ~ wording_digest(test, sql) ~ "') "
        ~ "and steps.node = '" ~ tested.unique_id ~ "' and steps.key_column = '" ~ tested.config.meta['parts']['by'] ~ "'"
    ).rows[0][0] > 0) }}
{% endmacro %}

{# At the end of a run: its passed tests, in one statement. What they read was not built again after them. #}
{% macro remember_tests(results) %}{{ return(adapter.dispatch('remember_tests')(results)) }}{% endmacro %}
{% macro default__remember_tests(results) %}{% endmacro %}
{% macro duckdb__remember_tests(results) %}
    {%- set passed = [] -%}
    {%- for result in results if result.node.resource_type == 'test' and result.status == 'pass' -%}
        {%- do passed.append(result.node) -%}
    {%- endfor -%}
    {%- if passed %}
    begin;
    create temporary table passed_tests as
    select * from (values
        {% for node in passed -%}
        ('{{ node.unique_id }}', '{{ wording_digest(graph.nodes[node.unique_id], node.compiled_code) }}', {{ node.depends_on.nodes | unique | list }}){{ ',' if not loop.last }}
        {% endfor %}
    ) as passed (test, wording, parents);
    delete from build_state.nodes where node in (select test from passed_tests);
    insert into build_state.nodes (node, signature, content, wording, reads)
    select test, signature, signature, wording, reads
    from (
        select
            test,
            concat(version(), any_value(passed_tests.wording)) as wording,
            map_from_entries(list(row(nodes.node, nodes.content)) filter (where nodes.node is not null)) as reads,
            case when count(nodes.node) = any_value(len(parents)) then {{ signature('any_value(passed_tests.wording)') }} end as signature
        from passed_tests
        left join build_state.nodes as nodes on list_contains(parents, nodes.node)
        group by test
    ) as signed
    where signature is not null;
    drop table passed_tests;
    commit
    {%- endif -%}
{% endmacro %}
