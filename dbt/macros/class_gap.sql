{# Difference of two independent ratio estimates (metrics.md section 2, EX-2.7): standard error, NULL when both variances are 0. #}
{% macro gap_se(v1, v2) %}case when {{ v1 }} + {{ v2 }} > 0 then sqrt({{ v1 }} + {{ v2 }}) end{% endmacro %}
{% macro gap_bound(estimate1, v1, estimate2, v2, sign) %}({{ estimate1 }} - {{ estimate2 }} {{ sign }} {{ z_value() }} * {{ gap_se(v1, v2) }}){% endmacro %}
{% macro gap_z(estimate1, v1, estimate2, v2) %}(({{ estimate1 }} - {{ estimate2 }}) / {{ gap_se(v1, v2) }}){% endmacro %}
