{# Fails for every row in which `condition` is not true; NULL counts as failing, so that nothing passes by missing. #}
{% test holds(model, condition) %}
    select *
    from {{ model }}
    where not coalesce({{ condition }}, false)
{% endtest %}
