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
{{ file_name(prefix ~ '_source_file') }} desc nulls last, {{ prefix }}_source_file desc nulls last, {{ prefix }}_source_row desc nulls last
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
{%- if texts %}{% for text in texts %}'{{ text | lower | replace("'", "''") }}'{{ ', ' if not loop.last }}{% endfor %}{% else %}cast(null as string){% endif -%}
{%- endmacro %}

{# Whether an e-mail domain or host is one of our own (R5). #}
{% macro is_internal_domain(domain) %}coalesce({{ domain }} in ({{ lower_text_list(var('internal_domains')) }}), false){% endmacro %}
