{#-
  Redaction of free text before anything downstream can read it. Patterns stay within what RE2 (DuckDB)
  and java.util.regex (Spark) share: no backslashes, no look-around. The first group of a pattern is kept,
  the rest is replaced by a placeholder. When in doubt a word too many goes; order numbers, scores,
  dates and versions must survive (tests/surveys/redaction_cases.sql).
-#}

{# (pattern, placeholder) in the order in which they are applied. After ask, contact, call and the like two capitalised words are a name; one may be a team. #}
{% macro redaction_rules() -%}
{%- set letter = 'A-Za-zÀ-ÖØ-öø-ÿĀ-žА-Яа-яЁё' -%}
{%- set name = '[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁ][' ~ letter ~ "''’-]+" -%}
{%- set names = name ~ '(?: ' ~ name ~ '){0,2}' -%}
{%- set word_start = '(?:^|[^A-Za-z0-9])' -%}
{{ return([
    (
        '()(?i:https?://|www[.])[^ <>]*(?:[?@#=]|/(?:in|u|user|users|profile|profiles|people|person|account|accounts|member|members|customer|customers)/|/~|[0-9a-fA-F]{6,})[^ <>]*',
        'link'
    ),
    ('(' ~ word_start ~ ')(?i:(?:www[.]|m[.])?(?:linkedin|facebook|instagram|twitter|github|tiktok|x)[.]com/|t[.]me/|wa[.]me/)[^ <>]+', 'link'),
    ('()[' ~ letter ~ '0-9._%+-]+@[' ~ letter ~ '0-9-]+(?:[.][' ~ letter ~ '0-9-]+)+', 'email'),
    ('()[A-Za-z0-9._%+-]+ ?[[(] ?(?i:at) ?[])] ?[A-Za-z0-9-]+(?: ?[[(] ?(?i:dot) ?[])] ?|[.])[A-Za-z]+', 'email'),
    ('(' ~ word_start ~ ')@[A-Za-z_][A-Za-z0-9_.]+', 'handle'),
    ('(' ~ word_start ~ ')[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?', 'account'),
    ('(' ~ word_start ~ ')[0-9]{4}[ -][0-9]{4}[ -][0-9]{4}[ -][0-9]{1,7}', 'card'),
    ('(' ~ word_start ~ ')3[47][0-9]{2}[ -][0-9]{6}[ -][0-9]{5}', 'card'),
    ('(' ~ word_start ~ ')[3-6][0-9]{12,18}', 'card'),
    ('(' ~ word_start ~ ')[0-9]{3}-[0-9]{2}-[0-9]{4}', 'id'),
    ('()[+][0-9][0-9 ()./-]{6,16}[0-9]', 'phone'),
    ('(' ~ word_start ~ ')00[1-9][0-9]{0,2}[ ./-][0-9 ()./-]{5,16}[0-9]', 'phone'),
    ('()[(][2-9][0-9]{2}[)] ?[2-9][0-9]{2}[ .-]?[0-9]{4}', 'phone'),
    ('(' ~ word_start ~ ')(?:1[ .-])?[2-9][0-9]{2}[ .-][2-9][0-9]{2}[ .-][0-9]{4}', 'phone'),
    ('(' ~ word_start ~ ')0[1-9](?:[ .-][0-9]{2}){4}', 'phone'),
    ('(' ~ word_start ~ ')[(]?0[1-9][0-9]{1,3}[)]?[ /-](?:[0-9]{6,9}|[0-9]{3,4}[ -][0-9]{3,5})', 'phone'),
    ('((?i:phone|telephone|tel|mobile|cell|whatsapp|fax|call me|reach me|text me|ring me)[^0-9+@.!?]{0,24})[0-9][0-9 ()./-]{4,16}[0-9]', 'phone'),
    (
        '((?:^|[^' ~ letter ~ '])(?i:hi|hello|hey|dear|hallo|liebe|lieber|bonjour|hola|ciao|good (?:morning|afternoon|evening)) +(?:(?i:mr|mrs|ms|dr|prof|herr|frau|madame|monsieur)[.]? +)?)' ~ names,
        'name'
    ),
    ('((?:^|[^' ~ letter ~ '])(?:Mr|Mrs|Ms|Dr|Prof|Herr|Frau|Mme)[.]? )' ~ names, 'name'),
    (
        '((?i:regards|sincerely|best wishes|yours truly|yours faithfully|grüßen|grüße|cordialement|saludos|signed|my name is|mein name ist|je m’appelle|je m' ~ "''" ~ 'appelle|me llamo)[^' ~ letter ~ '0-9]{1,4})' ~ names,
        'name'
    ),
    ('(?m)((?:^|[^' ~ letter ~ '])(?i:thanks|thank you|many thanks|thx|cheers|best|merci|danke|gracias)[^' ~ letter ~ '0-9]{1,4})' ~ names ~ '[ .!]*$', 'name'),
    ('((?:^|[^' ~ letter ~ '])(?i:thanks|thank you)(?: to)? )' ~ names, 'name'),
    ('((?:^|[^' ~ letter ~ '])(?i:ask|contact|call|speak to|speak with|spoke to|spoke with|talk to|talk with|talked to|talked with) )' ~ name ~ '(?: ' ~ name ~ '){1,2}', 'name'),
]) }}
{%- endmacro %}

{# Text with personal data replaced by [email], [phone], [card], [account], [id], [link], [handle], [name]. #}
{% macro redact(text) -%}
{%- set nested = namespace(sql=text) -%}
{%- for pattern, placeholder in redaction_rules() -%}
{%- set nested.sql = replace_after_first_group(nested.sql, pattern, '[' ~ placeholder ~ ']') -%}
{%- endfor -%}
{{ nested.sql }}
{%- endmacro %}
