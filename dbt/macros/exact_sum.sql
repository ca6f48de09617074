{#
  Sum of DOUBLE expressions that does not depend on the order of rows (docs/adr/0003): every row's value is
  rounded to `scale` decimals first, the sum is exact, the result DOUBLE. `over` names a window.
#}
{% macro exact_sum(expression, scale=4, over=none) -%}
cast(sum(cast({{ expression }} as decimal(38, {{ scale }}))){{ ' over ' ~ over if over }} as double)
{%- endmacro %}
