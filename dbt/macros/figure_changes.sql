{#-
  Changes of published figures between two publications: what lies beyond noise, and how to say it.

  The interval of a difference is recovered from the two intervals (MOVER, Zou and Donner 2008): a rise
  must exceed the distances from the value down to its own lower end and from the previous value up to its
  upper end, added in quadrature; a fall the other two. With symmetric intervals this is the z test of two
  independent estimates at 5%; with Wilson intervals it is Newcombe's. Publications share data, so the true
  noise of a difference is smaller: the rule errs towards "within the noise".
-#}

{# Lower end of the 95% interval of value - previous; NULL when an end that it needs is not published. #}
{% macro change_lo(value, lo, previous, previous_hi) -%}
({{ value }}) - ({{ previous }}) - sqrt(power(({{ value }}) - ({{ lo }}), 2) + power(({{ previous_hi }}) - ({{ previous }}), 2))
{%- endmacro %}

{# Upper end of the 95% interval of value - previous; NULL when an end that it needs is not published. #}
{% macro change_hi(value, hi, previous, previous_lo) -%}
({{ value }}) - ({{ previous }}) + sqrt(power(({{ hi }}) - ({{ value }}), 2) + power(({{ previous }}) - ({{ previous_lo }}), 2))
{%- endmacro %}

{# A figure in the words of its unit: points 29.6, share 39.8%, USD -$1,250. Unknown units: two decimals. #}
{% macro figure_text(value, unit) -%}
case
    {%- for units, scale, decimals, prefix, suffix in [
        ("'share', 'fraction', 'rate'", 100, 1, '', '%'),
        ("'share_difference'", 100, 1, '', ' percentage points'),
        ("'points', 'nps_points'", 1, 1, '', ''),
        ("'usd'", 1, 0, '$', ''),
        ("'usd_per_month'", 1, 0, '$', ' a month'),
        ("'usd_per_usd'", 1, 2, '$', ''),
        ("'hours'", 1, 1, '', ' hours'),
        ("'count'", 1, 0, '', ''),
    ] %}
    when {{ unit }} in ({{ units }}) then {{ scaled_text(value, scale, decimals, prefix, suffix) }}
    {%- endfor %}
    else {{ scaled_text(value, 1, 2, '', '') }}
end
{%- endmacro %}

{% macro scaled_text(value, scale, decimals, prefix, suffix) -%}
concat(
    case when round({{ scale }} * ({{ value }}), {{ decimals }}) < 0 then '-' else '' end,
    '{{ prefix }}', {{ grouped_number('abs(' ~ scale ~ ' * (' ~ value ~ '))', decimals) }}, '{{ suffix }}'
)
{%- endmacro %}

{# One sentence on a row of figure_changes: what it was, what it is, and whether that is more than noise. #}
{% macro change_words() -%}
concat(
    label,
    case change_type
        when 'gone' then concat(' cannot be measured any more; it was ', {{ figure_text('previous_value', 'unit') }}, case when previous_period_label is not null then concat(' (', previous_period_label, ')') else '' end)
        when 'new' then concat(' can now be measured: ', {{ figure_text('value', 'unit') }}, case when period_label is not null then concat(' (', period_label, ')') else '' end)
        when 'unchanged' then concat(' is still ', {{ figure_text('value', 'unit') }}, case when period_label is not null then concat(' (', period_label, ')') else '' end)
        when 'restated' then concat(' of ', period_label, ' was restated from ', {{ figure_text('previous_value', 'unit') }}, ' to ', {{ figure_text('value', 'unit') }})
        else concat(
            case when change > 0 then ' rose from ' else ' fell from ' end,
            {{ figure_text('previous_value', 'unit') }}, case when previous_period_label is not null then concat(' (', previous_period_label, ')') else '' end,
            ' to ', {{ figure_text('value', 'unit') }}, case when period_label is not null then concat(' (', period_label, ')') else '' end
        )
    end,
    case
        when noise_rule = 'intervals' and is_beyond_noise then ', more than noise'
        when noise_rule = 'intervals' then ', within its noise'
        when noise_rule = 'not_judged' then ', too uncertain to judge'
        else ''
    end,
    '.'
)
{%- endmacro %}
