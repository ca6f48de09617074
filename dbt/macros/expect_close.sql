{#
  Body of a worked-example test: given a relation with columns label, actual, expected (DOUBLE),
  returns the rows that differ by more than `tolerance` or are NULL.
#}
{% macro expect_close(relation, tolerance=0.000001) %}
    select
        label,
        actual,
        expected
    from {{ relation }}
    where actual is null or expected is null or abs(actual - expected) > {{ tolerance }}
{% endmacro %}
