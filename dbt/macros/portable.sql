{#-
  The only place with engine-specific SQL. Every macro has a DuckDB and a Spark branch behind
  adapter.dispatch; models call these and stay the same on both engines.
-#}

{# Session setup: all timestamps are UTC. #}
{% macro set_utc_session() %}{{ return(adapter.dispatch('set_utc_session')()) }}{% endmacro %}
{% macro duckdb__set_utc_session() %}set timezone = 'UTC'{% endmacro %}
{% macro spark__set_utc_session() %}set time zone 'UTC'{% endmacro %}

{# Text of a JSON member. `path` is a literal such as '$.price.recurring.interval'. NULL when absent or JSON null. #}
{% macro json_text(json, path) %}{{ return(adapter.dispatch('json_text')(json, path)) }}{% endmacro %}
{% macro duckdb__json_text(json, path) %}json_extract_string({{ json }}, '{{ path }}'){% endmacro %}
{% macro spark__json_text(json, path) %}get_json_object({{ json }}, '{{ path }}'){% endmacro %}

{# Text of the top-level JSON member whose name is in the column expression `key`. #}
{% macro json_text_dynamic(json, key) %}{{ return(adapter.dispatch('json_text_dynamic')(json, key)) }}{% endmacro %}
{% macro duckdb__json_text_dynamic(json, key) %}json_extract_string({{ json }}, concat('$."', {{ key }}, '"')){% endmacro %}
{% macro spark__json_text_dynamic(json, key) %}get_json_object({{ json }}, concat('$[''', {{ key }}, ''']')){% endmacro %}

{#
  A select that repeats every row of `relation` once per element of the JSON array in `json`:
  all columns of the relation, the element's JSON text as `item`, its 0-based position as `item_index`.
  NULL or empty arrays give no row.
#}
{% macro explode_json_array(relation, json) %}{{ return(adapter.dispatch('explode_json_array')(relation, json)) }}{% endmacro %}
{% macro duckdb__explode_json_array(relation, json) %}
    select
        base.*,
        cast(unnest(from_json({{ json }}, '["JSON"]')) as varchar) as item,
        cast(generate_subscripts(from_json({{ json }}, '["JSON"]'), 1) - 1 as bigint) as item_index
    from {{ relation }} as base
{% endmacro %}
{% macro spark__explode_json_array(relation, json) %}
    select base.*, exploded.item, cast(exploded.item_index as bigint) as item_index
    from {{ relation }} as base
    lateral view posexplode(from_json({{ json }}, 'array<string>')) exploded as item_index, item
{% endmacro %}

{#
  A select that repeats every row of `relation` once per part of delimited text, part as `item`.
  Parts are trimmed; blank ones are dropped.
#}
{% macro explode_delimited(relation, text, delimiter) %}{{ return(adapter.dispatch('explode_delimited')(relation, text, delimiter)) }}{% endmacro %}
{% macro duckdb__explode_delimited(relation, text, delimiter) %}
    select * from (
        select base.*, trim(unnest(string_split({{ text }}, '{{ delimiter }}'))) as item
        from {{ relation }} as base
    ) as exploded where item <> ''
{% endmacro %}
{% macro spark__explode_delimited(relation, text, delimiter) %}
    select * from (
        select base.*, trim(part) as item
        from {{ relation }} as base
        lateral view explode(split({{ text }}, '[{{ delimiter }}]')) parts as part
    ) as exploded where item <> ''
{% endmacro %}

{# Whether text matches a regular expression. No backslashes: use [0-9], [.] . #}
{% macro matches(text, pattern) %}{{ return(adapter.dispatch('matches')(text, pattern)) }}{% endmacro %}
{% macro duckdb__matches(text, pattern) %}regexp_matches({{ text }}, '{{ pattern }}'){% endmacro %}
{% macro spark__matches(text, pattern) %}({{ text }} rlike '{{ spark_pattern(pattern) }}'){% endmacro %}

{# A literal pattern of RE2 for java.util.regex: there [ nests inside a class, and (?i: folds ASCII letters only. #}
{% macro spark_pattern(pattern) %}{{ return(pattern | replace('[[', '[\\\\[') | replace('(?i:', '(?iu:')) }}{% endmacro %}

{# Whether text matches the expression held in a column or SQL expression. #}
{% macro matches_column(text, pattern) %}{{ return(adapter.dispatch('matches_column')(text, pattern)) }}{% endmacro %}
{% macro duckdb__matches_column(text, pattern) %}regexp_matches({{ text }}, {{ pattern }}){% endmacro %}
{% macro spark__matches_column(text, pattern) %}({{ text }} rlike {{ pattern }}){% endmacro %}

{#
  Whether text matches the expression in `pattern`, a column of `seed` (named by its alias in the query). Where the
  seed stands as a table its expressions are written out: an engine compiles a constant once and a column's value for
  every row, which takes a hundred times as long. In a unit test the rows are given, and in a lint nothing stands.
#}
{% macro matches_seed(text, seed, alias) -%}
{%- if reads_the_lake() and not seed.is_cte -%}
    case {{ alias }}.pattern
    {%- for pattern in run_query('select distinct pattern from ' ~ seed ~ ' order by pattern').columns[0].values() %}
        when '{{ dbt.escape_single_quotes(pattern) }}' then {{ matches(text, dbt.escape_single_quotes(pattern)) }}
    {%- endfor %}
    end
{%- else -%}
    {{ matches_column(text, alias ~ '.pattern') }}
{%- endif -%}
{%- endmacro %}

{# Every match replaced. #}
{% macro replace_all(text, pattern, replacement) %}{{ return(adapter.dispatch('replace_all')(text, pattern, replacement)) }}{% endmacro %}
{% macro duckdb__replace_all(text, pattern, replacement) %}regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}', 'g'){% endmacro %}
{% macro spark__replace_all(text, pattern, replacement) %}regexp_replace({{ text }}, '{{ spark_pattern(pattern) }}', '{{ replacement }}'){% endmacro %}

{# First match's group, NULL when nothing matches. #}
{% macro first_match(text, pattern, group=0) %}nullif(regexp_extract({{ text }}, '{{ pattern }}', {{ group }}), ''){% endmacro %}

{#
  Aggregate: a whole number as the row with the greatest `version_number` has it, NULL where that row has none.
  The engines agree on max_by only where no value is NULL (these bear the least of all numbers meanwhile) and no two
  version numbers are equal: on DuckDB it passes over rows without a value.
#}
{% macro number_of_last(column, version_number) -%}
nullif(max_by(coalesce({{ column }}, -9223372036854775807), {{ version_number }}), -9223372036854775807)
{%- endmacro %}

{# Epoch seconds (text or number) to a UTC timestamp. #}
{% macro epoch_to_timestamp(seconds) %}{{ return(adapter.dispatch('epoch_to_timestamp')(seconds)) }}{% endmacro %}
{% macro duckdb__epoch_to_timestamp(seconds) %}make_timestamp(try_cast({{ seconds }} as bigint) * 1000000){% endmacro %}
{% macro spark__epoch_to_timestamp(seconds) %}timestamp_seconds(try_cast({{ seconds }} as bigint)){% endmacro %}

{#
  ISO text with or without offset (Z, +00:00, +0000, +02:00) to a UTC timestamp; NULL when it does not parse.
  DuckDB's cast to timestamp drops an offset without a word, and its zoned cast is ten times slower: the
  plain cast is taken only where the text is UTC anyhow.
#}
{% macro parse_timestamp(text) %}{{ return(adapter.dispatch('parse_timestamp')(text)) }}{% endmacro %}
{% macro duckdb__parse_timestamp(text) -%}
case
    when {{ text }} like '%Z' or {{ text }} like '%+0000' or {{ text }} like '%+00:00' or length({{ text }}) = 10
        then try_cast({{ text }} as timestamp)
    else cast(try_cast(regexp_replace({{ text }}, '([+-][0-9]{2})([0-9]{2})$', '\1:\2') as timestamptz) at time zone 'UTC' as timestamp)
end
{%- endmacro %}
{# Spark alone would read a bare year or month as its first day. #}
{% macro spark__parse_timestamp(text) %}case when {{ text }} like '%-%-%' then try_cast({{ text }} as timestamp) end{% endmacro %}

{# A wall-clock timestamp of an IANA zone (column expression) to UTC. #}
{% macro zone_to_utc(timestamp, zone) %}{{ return(adapter.dispatch('zone_to_utc')(timestamp, zone)) }}{% endmacro %}
{% macro duckdb__zone_to_utc(timestamp, zone) %}cast(({{ timestamp }} at time zone {{ zone }}) at time zone 'UTC' as timestamp){% endmacro %}
{% macro spark__zone_to_utc(timestamp, zone) %}to_utc_timestamp({{ timestamp }}, {{ zone }}){% endmacro %}

{# Seconds from a to b, DOUBLE. #}
{% macro seconds_between(a, b) %}{{ return(adapter.dispatch('seconds_between')(a, b)) }}{% endmacro %}
{% macro duckdb__seconds_between(a, b) %}(epoch_us({{ b }}) - epoch_us({{ a }})) / cast(1000000 as double){% endmacro %}
{% macro spark__seconds_between(a, b) %}(unix_micros({{ b }}) - unix_micros({{ a }})) / cast(1000000 as double){% endmacro %}

{# Whole days from date a to date b. #}
{% macro days_between(a, b) %}{{ return(adapter.dispatch('days_between')(a, b)) }}{% endmacro %}
{% macro duckdb__days_between(a, b) %}date_diff('day', cast({{ a }} as date), cast({{ b }} as date)){% endmacro %}
{% macro spark__days_between(a, b) %}datediff(cast({{ b }} as date), cast({{ a }} as date)){% endmacro %}

{# Date plus days (integer expression). #}
{% macro add_days(date, days) %}{{ return(adapter.dispatch('add_days')(date, days)) }}{% endmacro %}
{% macro duckdb__add_days(date, days) %}cast(cast({{ date }} as date) + cast({{ days }} as integer) as date){% endmacro %}
{% macro spark__add_days(date, days) %}date_add(cast({{ date }} as date), cast({{ days }} as integer)){% endmacro %}

{# Timestamp plus seconds (integer expression). #}
{% macro add_seconds(timestamp, seconds) %}{{ return(adapter.dispatch('add_seconds')(timestamp, seconds)) }}{% endmacro %}
{% macro duckdb__add_seconds(timestamp, seconds) %}({{ timestamp }} + to_seconds({{ seconds }})){% endmacro %}
{% macro spark__add_seconds(timestamp, seconds) %}timestampadd(second, {{ seconds }}, {{ timestamp }}){% endmacro %}

{# Timestamp plus hours / days as fixed 3,600-second hours. #}
{% macro add_hours(timestamp, hours) %}{{ add_seconds(timestamp, '(' ~ hours ~ ') * 3600') }}{% endmacro %}

{# Calendar months added to a DATE, day clamped (Jan 31 + 1 = Feb 28). `months` may be an expression. #}
{% macro add_months(date, months) %}{{ return(adapter.dispatch('add_months')(date, months)) }}{% endmacro %}
{% macro duckdb__add_months(date, months) %}cast(cast({{ date }} as date) + to_months(cast({{ months }} as integer)) as date){% endmacro %}
{% macro spark__add_months(date, months) %}add_months(cast({{ date }} as date), cast({{ months }} as integer)){% endmacro %}

{# Months added by reading R2 of metrics.md: a month-end stays a month-end. #}
{% macro add_months_keeping_month_end(date, months) %}case when {{ date }} = last_day({{ date }}) then last_day({{ add_months(date, months) }}) else {{ add_months(date, months) }} end{% endmacro %}

{# Calendar months added to a TIMESTAMP, time of day kept. #}
{% macro add_months_to_timestamp(timestamp, months) %}{{ return(adapter.dispatch('add_months_to_timestamp')(timestamp, months)) }}{% endmacro %}
{% macro duckdb__add_months_to_timestamp(timestamp, months) %}({{ timestamp }} + to_months(cast({{ months }} as integer))){% endmacro %}
{% macro spark__add_months_to_timestamp(timestamp, months) %}({{ timestamp }} + make_ym_interval(0, cast({{ months }} as integer))){% endmacro %}

{# Relation select of one column `month_end_date`: every month-end from the month of `first` through the month of `last` (scalar expressions or subqueries). #}
{% macro month_end_spine(first, last) %}{{ return(adapter.dispatch('month_end_spine')(first, last)) }}{% endmacro %}
{% macro duckdb__month_end_spine(first, last) %}
    select last_day(cast(month_start as date)) as month_end_date
    from (
        select unnest(generate_series(
            cast(date_trunc('month', cast({{ first }} as date)) as date),
            cast(date_trunc('month', cast({{ last }} as date)) as date),
            interval 1 month
        )) as month_start
    ) as months
{% endmacro %}
{% macro spark__month_end_spine(first, last) %}
    select last_day(month_start) as month_end_date
    from (
        select explode(sequence(
            cast(date_trunc('month', cast({{ first }} as date)) as date),
            cast(date_trunc('month', cast({{ last }} as date)) as date),
            interval 1 month
        )) as month_start
    ) as months
{% endmacro %}

{# SHA-256 as lower-case hex. #}
{% macro sha256_hex(text) %}{{ return(adapter.dispatch('sha256_hex')(text)) }}{% endmacro %}
{% macro duckdb__sha256_hex(text) %}sha256({{ text }}){% endmacro %}
{% macro spark__sha256_hex(text) %}sha2({{ text }}, 256){% endmacro %}

{# Aggregate: distinct texts joined in order. #}
{% macro joined_texts(expression, separator) %}{{ return(adapter.dispatch('joined_texts')(expression, separator)) }}{% endmacro %}
{% macro duckdb__joined_texts(expression, separator) %}array_to_string(list_sort(list(distinct {{ expression }})), '{{ separator }}'){% endmacro %}
{% macro spark__joined_texts(expression, separator) %}concat_ws('{{ separator }}', array_sort(collect_set({{ expression }}))){% endmacro %}

{# Aggregate: how many days of one month occur. A set of days in each group would cost more than the rest of it: here each is a bit. #}
{% macro days_of_month(date) %}cast(bit_count(bit_or(cast(power(2, day({{ date }}) - 1) as bigint))) as bigint){% endmacro %}

{# Rounds half away from zero to `digits` and casts to the ledger's money type. #}
{% macro money(expression) %}cast(round({{ expression }}, 2) as decimal(18, 2)){% endmacro %}

{# Boolean from the many ways in which vendors write one; NULL when it is none of them. #}
{% macro parse_boolean(text) %}case when lower(trim({{ text }})) in ('true', 't', '1', 'yes') then true when lower(trim({{ text }})) in ('false', 'f', '0', 'no') then false end{% endmacro %}

{# Last part of a path. #}
{% macro file_name(path) %}regexp_extract({{ path }}, '[^/]*$', 0){% endmacro %}

{# ISO text to a UTC timestamp; text without an offset is the wall clock of an IANA zone (column expression, NULL: UTC). #}
{% macro wall_clock_to_utc(text, zone) -%}
case
    when {{ matches(text, '(Z|[+-][0-9][0-9]:?[0-9][0-9])$') }} then {{ parse_timestamp(text) }}
    else {{ zone_to_utc(parse_timestamp(text), "coalesce(" ~ zone ~ ", 'UTC')") }}
end
{%- endmacro %}

{#
  One parse of a JSON object into a struct whose members are all text (nested objects as their JSON
  text, or structs where `fields` nests a dict): json_record('item', ['id', {'period': ['start', 'end']}]).
  Read members with brackets, record['id'], because names such as `end` are reserved words.
#}
{% macro json_record(json, fields) %}{{ return(adapter.dispatch('json_record')(json, fields)) }}{% endmacro %}
{% macro duckdb__json_record(json, fields) %}from_json(case when substring({{ json }}, 1, 1) = '{{ "{" }}' then {{ json }} end, '{{ duckdb_json_fields(fields) }}'){% endmacro %}
{% macro duckdb_json_fields(fields) -%}
{ {%- for field in fields -%}
{%- if field is mapping -%}
{%- for name, members in field.items() -%}"{{ name }}":{{ duckdb_json_fields(members) }}{%- endfor -%}
{%- else -%}"{{ field }}":"VARCHAR"{%- endif -%}{{ ',' if not loop.last }}
{%- endfor -%} }
{%- endmacro %}
{% macro spark__json_record(json, fields) %}from_json({{ json }}, '{{ spark_json_fields(fields, " ") }}'){% endmacro %}
{% macro spark_json_fields(fields, separator) -%}
{%- for field in fields -%}
{%- if field is mapping -%}
{%- for name, members in field.items() -%}`{{ name }}`{{ separator }}struct<{{ spark_json_fields(members, ":") }}>{%- endfor -%}
{%- else -%}`{{ field }}`{{ separator }}string{%- endif -%}{{ ', ' if not loop.last }}
{%- endfor -%}
{%- endmacro %}

{# Every match of the expression held in a column replaced by a space. #}
{% macro replace_all_column(text, pattern) %}{{ return(adapter.dispatch('replace_all_column')(text, pattern)) }}{% endmacro %}
{% macro duckdb__replace_all_column(text, pattern) %}regexp_replace({{ text }}, {{ pattern }}, ' ', 'g'){% endmacro %}
{% macro spark__replace_all_column(text, pattern) %}regexp_replace({{ text }}, {{ pattern }}, ' '){% endmacro %}

{# Every match replaced, except its first group, which stays in front of the replacement. #}
{% macro replace_after_first_group(text, pattern, replacement) %}{{ return(adapter.dispatch('replace_after_first_group')(text, pattern, replacement)) }}{% endmacro %}
{% macro duckdb__replace_after_first_group(text, pattern, replacement) %}regexp_replace({{ text }}, '{{ pattern }}', '\1{{ replacement }}', 'g'){% endmacro %}
{% macro spark__replace_after_first_group(text, pattern, replacement) %}regexp_replace({{ text }}, '{{ spark_pattern(pattern) }}', '$1{{ replacement }}'){% endmacro %}

{# A number as text with thousands separated and a fixed number of decimals: 1234.5 -> 1,234.5. #}
{% macro grouped_number(number, decimals) %}{{ return(adapter.dispatch('grouped_number')(number, decimals)) }}{% endmacro %}
{% macro duckdb__grouped_number(number, decimals) %}format('{:,.{{ decimals }}f}', cast(round({{ number }}, {{ decimals }}) as double)){% endmacro %}
{% macro spark__grouped_number(number, decimals) %}format_number(cast(round({{ number }}, {{ decimals }}) as double), {{ decimals }}){% endmacro %}

{#
  Spark computes a CTE anew for each reference, so the doubling of greedy.sql would be 2^passes scans there: one
  pass over the rows of a group, in the order of their positions, follows its chain instead (any length).
#}
{% macro spark__greedy_links(relation, group, passes) %}
select {{ group }}, explode(links) as position
from (
    select {{ group }}, aggregate(
        array_sort(collect_list(struct(cast(position as bigint) as here, cast(next_position as bigint) as there))),
        array(cast(1 as bigint)),
        (links, link) -> case
            when link.here = element_at(links, -1) and link.there is not null then concat(links, array(link.there))
            else links
        end
    ) as links
    from {{ relation }}
    group by {{ group }}
    having min(position) = 1
) as chains
{% endmacro %}

{#
  A condition, always true, that makes a CTE with several references be computed once: Spark puts a CTE in the
  place of each of its references unless it is not deterministic. It costs a shuffle of the CTE's rows there.
#}
{% macro computed_once() %}{{ return(adapter.dispatch('computed_once')()) }}{% endmacro %}
{% macro duckdb__computed_once() %}true{% endmacro %}
{% macro spark__computed_once() %}rand() >= 0{% endmacro %}
