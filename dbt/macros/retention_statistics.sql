{#-
  Ratio estimators of cohort retention (metrics.md section 2, 'Cohort retention'; Cochran, Sampling
  Techniques, section 6.4). Sums run over DECIMAL money, so they are exact and do not depend on the
  order in which an engine adds; they become DOUBLE only in the final arithmetic.
-#}

{#
  Additive sums per combination of `keys` from unit rows of `relation`: classes add up to `all` exactly.
  Needs columns: keys, mrr_start (x, DECIMAL), mrr_end (y, DECIMAL, NULL while immature),
  mrr_minimum (least month-end MRR over the horizon, DECIMAL, NULL while immature).
#}
{% macro retention_sums(relation, keys) %}
    select
        {{ keys | join(', ') }},
        cast(count(*) as bigint) as n_accounts,
        cast(count(mrr_end) as bigint) as n_ended,
        cast(sum(case when mrr_end > 0 then 1 when mrr_end is not null then 0 end) as bigint) as n_retained,
        cast(sum(mrr_start) as decimal(18, 2)) as sum_x,
        cast(sum(mrr_end) as decimal(18, 2)) as sum_y,
        cast(sum({{ known_least('mrr_start', 'mrr_end') }}) as decimal(18, 2)) as sum_r,
        cast(sum({{ known_least('mrr_start', 'mrr_minimum') }}) as decimal(18, 2)) as sum_strict,
        cast(sum(mrr_start * mrr_start) as decimal(38, 4)) as sum_xx,
        cast(sum(mrr_end * mrr_end) as decimal(38, 4)) as sum_yy,
        cast(sum(mrr_end * mrr_start) as decimal(38, 4)) as sum_yx,
        cast(sum({{ known_least('mrr_start', 'mrr_end') }} * {{ known_least('mrr_start', 'mrr_end') }}) as decimal(38, 4)) as sum_rr,
        cast(sum({{ known_least('mrr_start', 'mrr_end') }} * mrr_start) as decimal(38, 4)) as sum_rx
    from {{ relation }}
    group by {{ keys | join(', ') }}
{% endmacro %}

{# The same sums, rolled up from finer ones. #}
{% macro retention_sums_rollup(relation, keys) %}
    select
        {{ keys | join(', ') }},
        {% for name in ['n_accounts', 'n_ended', 'n_retained'] %}
        cast(sum({{ name }}) as bigint) as {{ name }},
        {% endfor %}
        {% for name in ['sum_x', 'sum_y', 'sum_r', 'sum_strict'] %}
        cast(sum({{ name }}) as decimal(18, 2)) as {{ name }},
        {% endfor %}
        {% for name in ['sum_xx', 'sum_yy', 'sum_yx', 'sum_rr', 'sum_rx'] %}
        cast(sum({{ name }}) as decimal(38, 4)) as {{ name }}{{ ',' if not loop.last }}
        {% endfor %}
    from {{ relation }}
    group by {{ keys | join(', ') }}
{% endmacro %}

{#
  Measures from those sums, one row per row: keys, n_accounts, mrr_start_usd, mrr_end_usd, grr, nrr,
  grr_strict, logo_retention, grr_variance, nrr_variance (v = n/(n−1)·Σ(r − R·x)²/(Σx)², NULL when
  n = 1), kish_n (k = (Σx)²/Σx²). Rates are fractions.
#}
{% macro retention_measures(relation, keys) %}
    select
        {{ keys | join(', ') }},
        n_accounts,
        sum_x as mrr_start_usd,
        sum_y as mrr_end_usd,
        {{ ratio('sum_r', 'sum_x') }} as grr,
        {{ ratio('sum_y', 'sum_x') }} as nrr,
        {{ ratio('sum_strict', 'sum_x') }} as grr_strict,
        {{ ratio('n_retained', 'n_ended') }} as logo_retention,
        {{ ratio_variance('n_accounts', 'sum_x', 'sum_xx', 'sum_r', 'sum_rr', 'sum_rx') }} as grr_variance,
        {{ ratio_variance('n_accounts', 'sum_x', 'sum_xx', 'sum_y', 'sum_yy', 'sum_yx') }} as nrr_variance,
        {{ ratio('pow(cast(sum_x as double), 2)', 'sum_xx') }} as kish_n
    from {{ relation }}
{% endmacro %}

{# v = n/(n−1)·(Σr² − 2RΣrx + R²Σx²)/(Σx)² with R = Σr/Σx, the expanded square of the ratio estimator; NULL when n = 1. #}
{% macro ratio_variance(n, sum_x, sum_xx, sum_r, sum_rr, sum_rx) -%}
case when {{ n }} > 1 and {{ sum_r }} is not null then
    greatest(
        cast(0 as double),
        cast({{ sum_rr }} as double)
            - 2 * {{ ratio(sum_r, sum_x) }} * cast({{ sum_rx }} as double)
            + pow({{ ratio(sum_r, sum_x) }}, 2) * cast({{ sum_xx }} as double)
    ) / pow(cast({{ sum_x }} as double), 2) * {{ n }} / ({{ n }} - 1)
end
{%- endmacro %}

{# Effective sample of GRR (R28): min(k, R(1−R)/v); k where v is NULL or 0 or R is 0 or 1. 1e-15 absorbs rounding of v. #}
{% macro grr_effective_n(grr, variance, kish_n) -%}
case
    when {{ variance }} is null or {{ variance }} <= 1e-15 or {{ grr }} <= 0 or {{ grr }} >= 1 then {{ kish_n }}
    else least({{ kish_n }}, {{ grr }} * (1 - {{ grr }}) / {{ variance }})
end
{%- endmacro %}

{# 95% interval of GRR: Wilson on the effective sample. #}
{% macro grr_lo(grr, variance, kish_n) %}{{ wilson_lo(grr, '(' ~ grr_effective_n(grr, variance, kish_n) ~ ')') }}{% endmacro %}
{% macro grr_hi(grr, variance, kish_n) %}{{ wilson_hi(grr, '(' ~ grr_effective_n(grr, variance, kish_n) ~ ')') }}{% endmacro %}

{# 95% interval of NRR: R ± tq(k−1)·√v; NULL when v is NULL (n = 1). `sign` is + or -. #}
{% macro nrr_bound(nrr, variance, kish_n, sign) %}({{ nrr }} {{ sign }} {{ t_quantile('(' ~ kish_n ~ ' - 1)') }} * sqrt({{ variance }})){% endmacro %}

{# Segment dimensions of the retention reports; every one is a column of int_retention_units, taken at the cohort date. #}
{% macro retention_dimensions() -%}
{{ return(['all', 'arr_band', 'industry', 'country', 'plan_tier', 'tenure_band', 'owner_id', 'product', 'team', 'signup_cohort', 'usage_band']) }}
{%- endmacro %}

{# Grain of the retention cells. #}
{% macro retention_keys() -%}
{{ return(['cohort_date', 'horizon_months', 'is_mature', 'nps_class', 'segment_dimension', 'segment_value']) }}
{%- endmacro %}

{# The smaller of both, NULL while the second is not known: least() alone would skip the NULL and take the start. #}
{% macro known_least(a, b) %}case when {{ b }} is not null then least({{ a }}, {{ b }}) end{% endmacro %}
