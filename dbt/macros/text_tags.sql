{#-
  Words, clauses and languages of comments. estimators/text_rules.py is the same normalisation in Python,
  where the weights of seeds/sentiment_terms.csv are learnt and measured; both pass the same worked sentences.
-#}

{# Version of rules and weights; every tag carries it. #}
{% macro tagger_version() %}{{ return(var('tagger_version', 'rules-1')) }}{% endmacro %}

{% macro negating_words() %}{{ return('not|no|never|without|cannot|cant|dont|doesnt|didnt|wont|isnt|hardly|nothing|none|lack|lacks|lacking') }}{% endmacro %}

{# Lower-case letters between single blanks, n't written as not, a blank at both ends. #}
{% macro plain_words(text) -%}
{%- set spelt = replace_all('lower(' ~ text ~ ')', "n[''’]t($|[^a-z])", ' not ') -%}
concat(' ', trim({{ replace_all(spelt, '[^a-z]+', ' ') }}), ' ')
{%- endmacro %}

{# Those words with negated ones marked: never been good becomes not_good. #}
{% macro negated_words(words) -%}
{{ replace_after_first_group(words, '( )(?:' ~ negating_words() ~ ') (?:(?:a|an|the|any|very|so|that|too|really|be|been|even|as|all|have|to) )*', 'not_') }}
{%- endmacro %}

{# Text with | between its clauses: sentences, cut again at but, however, although, though and except. #}
{% macro cut_into_clauses(text) -%}
{%- set line_end = '
' -%}
{{ replace_all('lower(' ~ text ~ ')', '[.!?;' ~ line_end ~ ']+| but | however | although | though | except ', '|') }}
{%- endmacro %}

{# Function words by which a language is told, and a column expression that counts them in plain words. #}
{% macro language_signs() -%}
{{ return({
    'en': ' (the|and|is|are|we|it|to|of|our|not|for|you|with|your|but|very|this|have|easy|good|great|support|works?) ',
    'de': ' (der|die|das|und|ist|nicht|wir|aber|sehr|ein|eine|mit|zu|seit|sind) ',
    'fr': ' (le|la|les|et|est|nous|pas|mais|pour|tres|une|ce|que|trop|il) ',
    'es': ' (el|los|las|es|y|pero|muy|una|para|que|despues|demasiados) ',
}) }}
{%- endmacro %}

{#
  Language of the texts of `relation`, all its columns and comment_language: what the tool says (its first two
  letters), else `other` for other scripts, else the language with the most function words (en before de, fr, es);
  NULL without any sign.
#}
{% macro with_language(relation, language, text) %}
with spelt as (
    -- doubled blanks: neighbours share none, so that each can match
    select *, {{ replace_all(plain_words(text), ' ', '  ') }} as spelt_text
    from {{ relation }} as given
),

counted as (
    select
        *,
        {% for code, words in language_signs().items() %}
        {{ count_of_matches('spelt_text', words) }} as signs_{{ code }}{{ ',' if not loop.last }}
        {% endfor %}
    from spelt
)

select
    *,
    case
        when nullif(trim({{ language }}), '') is not null then lower(substring(trim({{ language }}), 1, 2))
        when {{ matches(text, '[一-龯ぁ-ゔァ-ヴー가-힣А-Яа-я]') }} then 'other'
        {%- for code in language_signs() %}
        when signs_{{ code }} > 0 and signs_{{ code }} >= greatest(signs_{{ language_signs() | join(', signs_') }}) then '{{ code }}'
        {%- endfor %}
    end as comment_language
from counted
{% endmacro %}

{# How often a pattern matches (matches may not overlap). #}
{% macro count_of_matches(text, pattern) -%}
(length({{ replace_all(text, pattern, '~') }}) - length({{ replace_all(text, pattern, '') }}))
{%- endmacro %}

{#
  Sentiment of the texts of `relation` (one row per key): {keys}, sentiment from −1 to 1: the whole-number
  weights of the distinct terms over four rating points, clipped. Texts without a known term have 0.
#}
{% macro sentiment_of(relation, keys, text) %}
with negated as (
    select {{ listed(keys) }}, {{ negated_words(plain_words(text)) }} as negated_text
    from {{ relation }} as given
),

exploded as (
    {{ explode_delimited('negated', 'negated_text', ' ') }}
),

terms as (
    select distinct {{ listed(keys) }}, item as term from exploded
),

totals as (
    select {{ listed(keys, 'terms') }}, cast(sum(weights.weight) as bigint) as total
    from terms
    inner join {{ ref('sentiment_terms') }} as weights on terms.term = weights.term
    group by {{ listed(keys, 'terms') }}
)

select
    {{ listed(keys, 'negated') }},
    greatest(cast(-1 as double), least(cast(1 as double), cast(coalesce(totals.total, 0) as double) / 4000)) as sentiment
from negated
left join totals
    on {% for key in keys %}negated.{{ key }} = totals.{{ key }}{{ ' and ' if not loop.last }}{% endfor %}
{% endmacro %}

{# Clauses of the comments of `relation` (response_key, comment_redacted): response_key, clause, plain_clause. #}
{% macro clauses_of(relation) %}
with cut as (
    select response_key, {{ cut_into_clauses('comment_redacted') }} as cut_comment
    from {{ relation }} as given
),

exploded as (
    {{ explode_delimited('cut', 'cut_comment', '|') }}
)

select distinct
    response_key,
    item as clause,
    {{ plain_words('item') }} as plain_clause
from exploded
{% endmacro %}

{# Themes of clauses by seed theme_rules: response_key, clause, theme, is_negated (the clause says there is no problem). #}
{% macro theme_matches(clauses) %}
select
    clauses.response_key,
    clauses.clause,
    rules.theme,
    {{ matches('clauses.plain_clause', ' (no|not|never|without|zero|hardly) (any |a |an |the |single |more |real |major )*(issues?|problems?|complaints?|trouble|bugs?|outages?|errors?|crash(es)?|downtime|complain) ') }} as is_negated
from {{ clauses }} as clauses
inner join {{ ref('theme_rules') }} as rules
    on {{ matches_seed('clauses.plain_clause', ref('theme_rules'), 'rules') }}
{% endmacro %}
