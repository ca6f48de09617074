{# Fails for every combination of `columns` that stands in more than one row. #}
{% test unique_grain(model, columns) %}
    select
        {{ columns | join(', ') }},
        cast(count(*) as bigint) as row_count
    from {{ model }}
    group by {{ columns | join(', ') }}
    having count(*) > 1
{% endtest %}
