{# Fails for every half-open interval that starts before its predecessor of the same `keys` has ended, or is empty. #}
{% test intervals_do_not_overlap(model, keys, starts, ends) %}
    select * from (
        select
            intervals.*,
            lag({{ ends }}) over (partition by {{ keys | join(', ') }} order by {{ starts }} nulls last, {{ ends }} nulls last) as previous_end
        from {{ model }} as intervals
    ) as ordered
    where {{ starts }} < previous_end or {{ starts }} >= {{ ends }} or {{ ends }} is null
{% endtest %}
