{#-
  Who is who (metrics.md R3, R6, R7a): lookup keys, latest versions, contact hashes. Engine-specific
  pieces stay in portable.sql.
-#}

{#
  Key under which an id is looked up. 15- and 18-character Salesforce ids name the same record: the
  18-character form (prefix 00, checksum of three characters A-Z and 0-5) is cut to its case-sensitive
  first 15. Every other id is only trimmed; 18 digits are no Salesforce id, their checksum would be AAA.
#}
{% macro account_lookup_key(id) -%}
case
    when {{ matches('trim(' ~ id ~ ')', '^00[0-9A-Za-z]{13}[A-Z0-5]{3}$') }} and {{ matches('trim(' ~ id ~ ')', '[A-Za-z]') }}
        then substring(trim({{ id }}), 1, 15)
    else nullif(trim({{ id }}), '')
end
{%- endmacro %}

{#
  Order by which the latest version of a record comes first (R3): its own change time, then the greatest
  file name (the folders break ties between equal names), then the greatest row. Without a change time
  pass nothing.
#}
{% macro latest_version_first(change_time=none, alias=none) -%}
{%- set prefix = alias ~ '.' if alias else '' -%}
{%- if change_time %}{{ change_time }} desc nulls last, {% endif -%}
{{ file_order('desc', prefix) }}, {{ prefix }}_source_row desc nulls last
{%- endmacro %}

{# Order of landed files by which later versions of a record are told from earlier ones. #}
{% macro file_order(direction, prefix='') -%}
{{ file_name(prefix ~ '_source_file') }} {{ direction }} nulls last, {{ prefix }}_source_file {{ direction }} nulls last
{%- endmacro %}

{#
  The same as of an instant (R1): the latest version before it; a record of which only later versions
  landed keeps the earliest of them, whose changes the caller undoes (`is_undone`).
#}
{% macro version_as_of_first(change_time, as_of) -%}
case when {{ change_time }} >= {{ as_of }} then 1 else 0 end,
case when {{ change_time }} >= {{ as_of }} then {{ change_time }} end asc nulls last,
{{ latest_version_first(change_time) }}
{%- endmacro %}

{#
  contact_key: SHA-256 of a person key under the lake's secret, so that nobody can look an address up by
  hashing it. The person key is the surviving contact_id of a CRM contact, else the lower-trimmed e-mail,
  else tool:respondent_id (R6).
#}
{% macro contact_key(person_key) -%}
case when {{ person_key }} is not null then
    {{ sha256_hex("concat((select max(hash_key) from " ~ ref('stg_lake__contact_hash_keys') ~ "), ':', " ~ person_key ~ ")") }}
end
{%- endmacro %}

{# Domain of an e-mail address, lower-case; NULL when it is none. #}
{% macro email_domain(email) %}{{ first_match('lower(trim(' ~ email ~ '))', '@([^@ ]+[.][^@ ]+)$', 1) }}{% endmacro %}

{# Host of a website without scheme, www., port and path, lower-case; NULL when it is none. #}
{% macro website_domain(website) %}{{ first_match('lower(trim(' ~ website ~ '))', '^([a-z]+://)?([^/@]*@)?(www[.])?([^/:?# ]+[.][^/:?#. ]+)', 4) }}{% endmacro %}

{# Texts of a var as a SQL list, lower-case; one NULL when the list is empty. #}
{% macro lower_text_list(texts) -%}
{%- if texts %}{% for text in texts %}'{{ dbt.escape_single_quotes(text | lower) }}'{{ ', ' if not loop.last }}{% endfor %}{% else %}cast(null as string){% endif -%}
{%- endmacro %}

{# Whether an e-mail domain or host is one of our own (R5). #}
{% macro is_internal_domain(domain) %}coalesce({{ domain }} in ({{ lower_text_list(var('internal_domains')) }}), false){% endmacro %}

{#
  A select of (source, record_id, alias_key, is_deleted, survivor_key, is_cycle): every record of a
  relation with alias_key and master_record_id, and the key of the record that survives its merges.
  A master that is not among the records ends the chain before it.
#}
{% macro merged_records(relation, id_column) -%}
with records as (

    select source, {{ id_column }} as record_id, alias_key, is_deleted, {{ account_lookup_key('master_record_id') }} as master_key
    from {{ relation }}

),

hops_0 as (

    select
        records.alias_key,
        masters.alias_key as next_key
    from records
    left join records as masters
        on records.master_key = masters.alias_key and records.alias_key <> masters.alias_key

),
{% for round in range(1, 5) %}

hops_{{ round }} as (

    -- The end of a chain points at itself from here on.
    select
        here.alias_key,
        coalesce(there.next_key, here.next_key) as next_key
    from hops_{{ round - 1 }} as here
    left join hops_{{ round - 1 }} as there
        on here.next_key = there.alias_key

),
{% endfor %}

final as (

    select
        records.source,
        records.record_id,
        records.alias_key,
        records.is_deleted,
        coalesce(onward.next_key is not null, false) as is_cycle,
        case when onward.next_key is not null then records.alias_key else coalesce(ends.next_key, records.alias_key) end as survivor_key
    from records
    inner join hops_4 as ends
        on records.alias_key = ends.alias_key
    left join hops_0 as onward
        on ends.next_key = onward.alias_key and onward.next_key is not null

)

select * from final
{%- endmacro %}

{#
  Columns account_id and match_method from candidates in order of precedence: a list of
  (method, account_id expression). Nothing found: NULL and 'unmatched'.
#}
{% macro resolved_account(candidates) -%}
coalesce(
            {%- for _, account_id in candidates %}
            {{ account_id }}{{ ',' if not loop.last }}
            {%- endfor %}
        ) as account_id,
        case
            {%- for method, account_id in candidates %}
            when {{ account_id }} is not null then '{{ method }}'
            {%- endfor %}
            else 'unmatched'
        end as match_method
{%- endmacro %}
