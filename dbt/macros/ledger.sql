{#-
  The MRR ledger's arithmetic (metrics.md section 2 and readings R16–R26). Models call these; the
  worked examples EX-2.1 to EX-2.4 call the same ones.
-#}

{# Whether text is a JSON object, or holds one somewhere. #}
{% macro is_json_object(text) %}substring({{ text }}, 1, 1) = '{{ "{" }}'{% endmacro %}
{% macro has_json_object(text) %}instr({{ text }}, '{{ "{" }}') > 0{% endmacro %}

{# Id of a Stripe reference that may be expanded to the object itself. #}
{% macro stripe_id(reference) -%}
case when substring({{ reference }}, 1, 1) = '{{ "{" }}' then {{ json_text(reference, '$.id') }} else {{ reference }} end
{%- endmacro %}

{#
  A DOUBLE to money, half away from zero to 0.01 (R24). Eight decimals first: a tie such as 0.105,
  which binary cannot hold, is a tie again.
#}
{% macro ledger_round(expression) -%}
cast(round(cast({{ expression }} as decimal(28, 8)), 2) as decimal(18, 2))
{%- endmacro %}

{#
  Months in one billing interval as DOUBLE: month 1, year 12, week 12/52, day 12/365, times
  interval_count; NULL when the interval is unknown.
#}
{% macro interval_months(unit, count) -%}
(case {{ unit }}
    when 'month' then cast(1 as double)
    when 'year' then cast(12 as double)
    when 'week' then cast(12 as double) / 52
    when 'day' then cast(12 as double) / 365
end * {{ count }})
{%- endmacro %}

{# The instant one billing interval before `timestamp`. #}
{% macro interval_before(timestamp, unit, count) -%}
case {{ unit }}
    when 'month' then {{ add_months_to_timestamp(timestamp, '-(' ~ count ~ ')') }}
    when 'year' then {{ add_months_to_timestamp(timestamp, '-12 * (' ~ count ~ ')') }}
    when 'week' then {{ add_seconds(timestamp, '-604800 * (' ~ count ~ ')') }}
    when 'day' then {{ add_seconds(timestamp, '-86400 * (' ~ count ~ ')') }}
end
{%- endmacro %}

{# Monthly rate of an ordinary line: (amount − counted discounts)/months, unrounded DOUBLE. #}
{% macro ordinary_rate(amount, counted_discount, months) -%}
(cast({{ amount }} - {{ counted_discount }} as double) / {{ months }})
{%- endmacro %}

{#
  Fraction f of the billing period that a proration line covers, in seconds. `full_start` is the
  sibling ordinary line's real start, else NULL: then the calendar decides.
#}
{% macro proration_fraction(starts_at, ends_at, full_start, unit, count) -%}
({{ seconds_between(starts_at, ends_at) }}
    / nullif({{ seconds_between('coalesce(' ~ full_start ~ ', ' ~ interval_before(ends_at, unit, count) ~ ')', ends_at) }}, 0))
{%- endmacro %}

{# Raw monthly rate of a proration line: amount / f / months, unrounded DOUBLE. #}
{% macro proration_rate(amount, fraction, months) -%}
(cast({{ amount }} as double) / nullif({{ fraction }}, 0) / {{ months }})
{%- endmacro %}

{# Whether a raw rate lies within max(0.05, 0.5%) of a candidate (EX-2.1). 1e-9 absorbs binary noise. #}
{% macro within_snap(raw, candidate) -%}
(abs({{ raw }} - {{ candidate }}) <= greatest({{ var('rate_snap_absolute') }}, {{ var('rate_snap_relative') }} * abs({{ candidate }})) + 0.000000001)
{%- endmacro %}

{#
  Snapped rate of a proration line, money. Candidates are positive monthly rates, tried in this
  order with the sign of the raw rate: the sibling ordinary line's own rate, the list rate
  quantity·unit_amount/months, the list rate less counted percentages. Else cents.
#}
{% macro snapped_rate(raw, sibling_rate, list_rate, discounted_list_rate) -%}
{{ ledger_round('case'
    ~ ' when ' ~ within_snap('abs(' ~ raw ~ ')', sibling_rate) ~ ' then sign(' ~ raw ~ ') * ' ~ sibling_rate
    ~ ' when ' ~ within_snap('abs(' ~ raw ~ ')', list_rate) ~ ' then sign(' ~ raw ~ ') * ' ~ list_rate
    ~ ' when ' ~ within_snap('abs(' ~ raw ~ ')', discounted_list_rate) ~ ' then sign(' ~ raw ~ ') * ' ~ discounted_list_rate
    ~ ' else ' ~ raw ~ ' end') }}
{%- endmacro %}

{#
  List rate less counted percentages: (q·u − round(q·u·percent, minor unit))/months. `percent` is
  0–100, `minor_unit` 1, 0.01 or 0.001.
#}
{% macro discounted_list_rate(quantity, unit_amount, percent, minor_unit, months) -%}
(({{ quantity }} * {{ unit_amount }}
    - cast(round(cast({{ quantity }} * {{ unit_amount }} * {{ percent }} / 100 / {{ minor_unit }} as decimal(28, 8)), 0) as double) * {{ minor_unit }})
    / {{ months }})
{%- endmacro %}

{#
  Whether a coupon lowers MRR under `discount_policy`. Unknown durations count, except under
  `none`, and are a figure of quality.mrr_reconciliation_exceptions.
#}
{% macro is_discount_counted(duration, duration_in_months) -%}
{%- set policy = var('discount_policy') -%}
{%- if policy == 'all' -%} true
{%- elif policy == 'none' -%} false
{%- elif policy == 'forever_only' -%} coalesce({{ duration }} not in ('once', 'repeating'), true)
{%- elif policy == 'long_duration' -%}
coalesce({{ duration }} = 'forever' or {{ duration }} not in ('once', 'repeating')
    or ({{ duration }} = 'repeating' and coalesce({{ duration_in_months }} >= {{ var('discount_minimum_months') }}, true)), true)
{%- else -%}
{{ exceptions.raise_compiler_error("discount_policy must be long_duration, forever_only, none or all, not " ~ policy) }}
{%- endif -%}
{%- endmacro %}

{# Operational change of one unit and currency between two month-ends: round((n₁−n₀)·f₁, 2). #}
{% macro operational_change(native_start, native_end, fx_end) -%}
{{ ledger_round('cast(' ~ native_end ~ ' - ' ~ native_start ~ ' as double) * ' ~ fx_end) }}
{%- endmacro %}

{# USD of a native amount at a rate (R24). #}
{% macro to_usd(native, fx) %}{{ ledger_round('cast(' ~ native ~ ' as double) * ' ~ fx) }}{% endmacro %}

{#
  Movement type of one unit's month from unit-level USD and the summed operational change (R25):
  `had_earlier` says whether an earlier month-end was positive. NULL when nothing moved.
#}
{% macro movement_type(usd_start, usd_end, change, had_earlier) -%}
case
    when {{ change }} = 0 then null
    when abs({{ change }}) <= {{ var('movement_rounding') }} then 'rounding'
    when {{ usd_start }} = 0 and {{ usd_end }} > 0 and {{ had_earlier }} then 'reactivation'
    when {{ usd_start }} = 0 and {{ usd_end }} > 0 then 'new'
    when {{ usd_start }} > 0 and {{ usd_end }} = 0 then 'churn'
    when {{ change }} > 0 then 'expansion'
    else 'contraction'
end
{%- endmacro %}

{#
  ARR of a unit at a moment (R26): 12 × MRR of that date from the interval ledger, never the
  nearest month-end. A select with one row per `key` of `relation` (a relation or CTE name):

      {key}, mrr_usd DECIMAL(18,2), arr_usd DECIMAL(18,2)

  `unit` is the column with the unit_id, `on_date` a DATE or TIMESTAMP column, `fx_date` another
  one when the rate of a different date is to be used (default: on_date). A unit without coverage
  on that date has 0; a NULL unit, or a currency without FX rate, has NULL.

      with arr as (select * from ( {{ arr_at('openings', 'loop_id', 'unit_id', 'opened_at') }} ) as a)
#}
{% macro arr_at(relation, key, unit, on_date, fx_date=none) %}
    select
        moments.{{ key }},
        case
            when max(moments.{{ unit }}) is null then null
            when count(segments.unit_id) > count(fx.usd_rate) then null
            else cast(coalesce(sum({{ to_usd('segments.mrr_native', 'fx.usd_rate') }}), 0) as decimal(18, 2))
        end as mrr_usd,
        case
            when max(moments.{{ unit }}) is null then null
            when count(segments.unit_id) > count(fx.usd_rate) then null
            else cast(12 * coalesce(sum({{ to_usd('segments.mrr_native', 'fx.usd_rate') }}), 0) as decimal(18, 2))
        end as arr_usd
    from {{ relation }} as moments
    left join {{ ref('int_unit_mrr_segments') }} as segments
        on moments.{{ unit }} = segments.unit_id
        and segments.starts_on <= cast(moments.{{ on_date }} as date)
        and cast(moments.{{ on_date }} as date) < segments.ends_on
    left join {{ ref('int_fx_rate_intervals') }} as fx
        on segments.currency = fx.currency
        and fx.valid_from <= cast(moments.{{ fx_date or on_date }} as date)
        and cast(moments.{{ fx_date or on_date }} as date) < fx.valid_to
    group by moments.{{ key }}
{% endmacro %}

{#
  Newest version of each object of an entity without change times (R3): greatest file name, then
  greatest row. All columns of `relation` plus `recency` (1).
#}
{% macro newest_versions(relation, key) %}
    select * from (
        select
            versions.*,
            row_number() over (
                partition by {{ key }}
                order by {{ latest_version_first() }}
            ) as recency
        from {{ relation }} as versions
    ) as ranked
    where recency = 1
{% endmacro %}

{#
  The share of a line's money that is not inclusive tax (R22). Inclusive tax is computed by the
  vendor on what remains after all discounts, so the share is taken there; `discounts` is the sum
  of all discounts on an ordinary line and 0 on a proration line, whose amount is net already.
#}
{% macro ex_tax_share(amount, discounts, inclusive_tax) -%}
coalesce(1 - abs(cast({{ inclusive_tax }} as double)) / nullif(abs(cast({{ amount }} - {{ discounts }} as double)), 0), 1)
{%- endmacro %}

{#
  The discount objects (not bare ids) inside a relation's JSON array column, as a select of `item` and, where one is
  named, of the relation's `key`. An object outside an array is wrapped first. NULLs and bare ids give no row.
#}
{% macro discount_objects(relation, json, key=none) %}
    select {{ key ~ ', ' if key }}item from (
        {{ explode_json_array('(select ' ~ (key ~ ', ' if key else '') ~ 'case when ' ~ has_json_object(json) ~ ' and not ' ~ is_json_object(json) ~ ' then ' ~ json
            ~ ' when ' ~ is_json_object(json) ~ " then concat('[', " ~ json ~ ", ']') end as discount_array from " ~ relation ~ ')', 'discount_array') }}
    ) as exploded
    where {{ is_json_object('item') }}
{% endmacro %}

{# Discount id and coupon of the discount objects in `relation`, whose other columns are `columns`. #}
{% macro named_discounts(relation, columns) %}
    select {{ columns | join(', ') }}, record['id'] as discount_id, coalesce(record['coupon'], record['source']['coupon']) as coupon
    from (
        select {{ columns | join(', ') }}, {{ json_record('item', ['id', 'coupon', {'source': ['coupon']}]) }} as record
        from {{ relation }}
        where {{ is_json_object('item') }}
    ) as records
{% endmacro %}

{# Whether an element of tax_amounts or taxes is inclusive (R22). #}
{% macro is_inclusive_tax(item) -%}
coalesce({{ json_text(item, '$.tax_behavior') }} = 'inclusive', {{ json_text(item, '$.inclusive') }} = 'true', false)
{%- endmacro %}

{# Amount of such an element in major units, signed as the vendor signs it. Needs `minor_unit`. #}
{% macro tax_amount(item) %}(try_cast({{ json_text(item, '$.amount') }} as decimal(18, 0)) * minor_unit){% endmacro %}

{# Reason code under which a line's money and its rate meet in quality.mrr_reconciliation. #}
{% macro spread_reason(alias) -%}
case
    when {{ alias }}.is_proration then 'proration_timing'
    when {{ alias }}.billing_interval = 'month' and {{ alias }}.interval_count = 1 then 'billing_timing'
    when {{ alias }}.billing_interval = 'year' then 'annual_spread'
    else 'interval_spread'
end
{%- endmacro %}
