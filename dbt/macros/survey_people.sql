{#- One key per combination of what a row says about who it is from: everything the resolution uses. -#}
{% macro survey_identity_key(alias) -%}
concat(
    {{ alias }}.source,
    '|', coalesce({{ alias }}.given_account_id, ''),
    '|', coalesce({{ alias }}.contact_reference, ''),
    '|', coalesce({{ alias }}.email, '')
)
{%- endmacro %}

{# A delivery status without case, blanks, underscores and dashes. #}
{% macro status_key(status) %}{{ replace_all('lower(' ~ status ~ ')', '[ _-]', '') }}{% endmacro %}
