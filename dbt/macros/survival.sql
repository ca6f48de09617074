{#-
  Time to action with open loops censored (metrics.md section 4, R35, R35a), and the contrasts of
  recovery. Select macros work for each value of `keys` separately.
-#}

{#
  The Kaplan–Meier curve: keys, hours, at_risk, events, survival, greenwood_sum (Σ d/(r(r−d))),
  survival_se, and the log-log band survival_lo, survival_hi. One row per event time. Rows censored at
  an event time are at risk at it. Where every remaining row has the event S is exactly 0: no Greenwood
  variance, lower end 0, upper end NULL.
#}
{% macro kaplan_meier(relation, keys, time, is_event) %}
with times as (
    select
        {{ keys | join(', ') }}, {{ time }} as hours,
        cast(count(*) as double) as ended,
        cast(count(case when {{ is_event }} then 1 end) as double) as events
    from {{ relation }}
    group by {{ keys | join(', ') }}, {{ time }}
), risks as (
    select
        *,
        sum(ended) over (
            partition by {{ keys | join(', ') }} order by hours
            rows between current row and unbounded following
        ) as at_risk
    from times
), products as (
    select
        {{ keys | join(', ') }}, hours, at_risk, events,
        max(case when events = at_risk then 1 else 0 end) over so_far as is_exhausted,
        {{ exact_sum('case when events < at_risk then ln(1 - events / at_risk) else 0 end', 15, 'so_far') }} as log_survival,
        {{ exact_sum('case when events < at_risk then events / (at_risk * (at_risk - events)) else 0 end', 15, 'so_far') }} as greenwood_sum
    from risks
    where events > 0
    window so_far as (partition by {{ keys | join(', ') }} order by hours rows between unbounded preceding and current row)
)
select
    {{ keys | join(', ') }}, hours, at_risk, events, greenwood_sum,
    case when is_exhausted = 1 then cast(0 as double) else exp(log_survival) end as survival,
    case when is_exhausted = 0 then exp(log_survival) * sqrt(greenwood_sum) end as survival_se,
    case
        when is_exhausted = 1 then cast(0 as double)
        else exp(log_survival * exp({{ z_value() }} * sqrt(greenwood_sum) / nullif(abs(log_survival), 0)))
    end as survival_lo,
    case when is_exhausted = 0
        then exp(log_survival * exp(-{{ z_value() }} * sqrt(greenwood_sum) / nullif(abs(log_survival), 0)))
    end as survival_hi
from products
{% endmacro %}

{#
  Aggregate over the rows of a Kaplan–Meier curve: the least time with curve ≤ 1 − share, with R35's slack
  of 1e-12; NULL means 'not reached'. `curve` is survival, or one end of its band (Brookmeyer–Crowley).
#}
{% macro survival_time(share, curve='survival', time='hours') %}min(case when {{ curve }} <= 1 - {{ share }} + 1e-12 then {{ time }} end){% endmacro %}

{# Difference of two rates with 1 added to events and 2 to counts (Agresti & Caffo 2000). #}
{% macro adjusted_difference(x1, n1, x2, n2) %}((({{ x1 }}) + 1) / (cast({{ n1 }} as double) + 2) - (({{ x2 }}) + 1) / (cast({{ n2 }} as double) + 2)){% endmacro %}

{# Standard error of adjusted_difference. #}
{% macro adjusted_difference_se(x1, n1, x2, n2) -%}
sqrt((({{ x1 }}) + 1) / (cast({{ n1 }} as double) + 2) * (1 - (({{ x1 }}) + 1) / (cast({{ n1 }} as double) + 2)) / (({{ n1 }}) + 2)
    + (({{ x2 }}) + 1) / (cast({{ n2 }} as double) + 2) * (1 - (({{ x2 }}) + 1) / (cast({{ n2 }} as double) + 2)) / (({{ n2 }}) + 2))
{%- endmacro %}

{# Aggregate: loops whose first outreach came within the SLA, of those whose SLA has elapsed (exactly at the SLA is in time). #}
{% macro in_sla_rate(is_sla_elapsed, hours, sla_hours) -%}
{{ ratio('count(case when ' ~ is_sla_elapsed ~ ' and ' ~ hours ~ ' <= ' ~ sla_hours ~ ' then 1 end)', 'count(case when ' ~ is_sla_elapsed ~ ' then 1 end)') }}
{%- endmacro %}

{# Recovery if everybody who did not answer again had recovered: the upper end of what is possible. #}
{% macro recovery_upper(recovered, resurveyed, mature) %}{{ ratio('(' ~ recovered ~ ') + (' ~ mature ~ ') - (' ~ resurveyed ~ ')', mature) }}{% endmacro %}

{# Segments of detractor_recovery: `all`, those of the account on the day of opening, the loop's SLA tier and owner. #}
{% macro recovery_dimensions() %}{{ return(['all', 'arr_tier', 'owner_id'] + account_dimensions() | reject('equalto', 'owner_id') | list) }}{% endmacro %}

{#
  Columns of detractor_recovery from the counts of a cell, its flag and is_contrast_shown. Immature and suppressed
  cells show only how many loops there are; the two groups of the contrast only where each is large enough.
#}
{% macro recovery_measures() %}
{%- set is_shown = "flag in ('insufficient', 'ok')" -%}
{%- set uncontacted = '(resurveyed - contacted)' -%}
{%- set uncontacted_recovered = '(recovered - contacted_recovered)' -%}
{%- set contrast = ['contacted_recovered', 'contacted', uncontacted_recovered, uncontacted] -%}
{%- set observed = ratio('recovered', 'resurveyed') -%}
{%- set over_all = ratio('recovered', 'loops_mature') -%}
        loops,
        loops_mature,
        case when {{ is_shown }} then resurveyed end as resurveyed,
        case when {{ is_shown }} then recovered end as recovered,
        case when {{ is_shown }} then {{ observed }} end as recovery_observed,
        case when {{ is_shown }} then {{ wilson_lo(observed, 'resurveyed') }} end as recovery_observed_lo,
        case when {{ is_shown }} then {{ wilson_hi(observed, 'resurveyed') }} end as recovery_observed_hi,
        case when {{ is_shown }} then {{ over_all }} end as recovery_all,
        case when {{ is_shown }} then {{ wilson_lo(over_all, 'loops_mature') }} end as recovery_all_lo,
        case when {{ is_shown }} then {{ wilson_hi(over_all, 'loops_mature') }} end as recovery_all_hi,
        case when {{ is_shown }} then {{ recovery_upper('recovered', 'resurveyed', 'loops_mature') }} end as recovery_upper,
        case when {{ is_shown }} then contacted end as contacted,
        case when {{ is_shown }} then {{ uncontacted }} end as uncontacted,
        case when {{ is_shown }} and is_contrast_shown then contacted_recovered end as contacted_recovered,
        case when {{ is_shown }} and is_contrast_shown then {{ uncontacted_recovered }} end as uncontacted_recovered,
        case when {{ is_shown }} and is_contrast_shown then {{ adjusted_difference(*contrast) }} end as contacted_minus_uncontacted,
        case when {{ is_shown }} and is_contrast_shown
            then {{ adjusted_difference(*contrast) }} - {{ z_value() }} * {{ adjusted_difference_se(*contrast) }}
        end as contacted_minus_uncontacted_lo,
        case when {{ is_shown }} and is_contrast_shown
            then {{ adjusted_difference(*contrast) }} + {{ z_value() }} * {{ adjusted_difference_se(*contrast) }}
        end as contacted_minus_uncontacted_hi
{%- endmacro %}
