{#-
  Prevented churn (metrics.md section 3, readings R30–R33). Every macro is a select over a relation
  and works for each value of `keys` separately, so that the marts (window and design) and the
  simulation test (simulation_id) run the very same SQL.
-#}

{# The cascade's levels, finest first: level 4 has four keys, level 1 the ARR band alone. #}
{% macro stratum_levels() %}
{{ return([
    ['arr_band', 'q_tercile', 'score_bucket', 'tenure_band'],
    ['arr_band', 'q_tercile', 'score_bucket'],
    ['arr_band', 'q_tercile'],
    ['arr_band'],
]) }}
{% endmacro %}

{# L = X − min(X, Y), money; NULL when either is unknown (least() alone would pass over a NULL). #}
{% macro arr_loss(before, later) %}case when {{ later }} is not null then cast({{ before }} - least({{ before }}, {{ later }}) as decimal(18, 2)) end{% endmacro %}

{# Score bucket of a detractor: 0–3 or 4–6. #}
{% macro score_bucket(score) %}case when {{ score }} <= 3 then '0-3' else '4-6' end{% endmacro %}

{#
  keys, id, q_tercile: bin = number of tercile cut points below q (R32), cut points by percentile_cont
  over all rows of the key.
#}
{% macro q_terciles(relation, keys, id, q='q') %}
    select
        {% for key in keys %}base.{{ key }}, {% endfor %}base.{{ id }},
        cast(case when cuts.lower_cut < base.{{ q }} then 1 else 0 end
            + case when cuts.upper_cut < base.{{ q }} then 1 else 0 end as bigint) as q_tercile
    from {{ relation }} as base
    inner join (
        select
            {{ keys | join(', ') }},
            percentile_cont(cast(1 as double) / 3) within group (order by {{ q }}) as lower_cut,
            percentile_cont(cast(2 as double) / 3) within group (order by {{ q }}) as upper_cut
        from {{ relation }}
        group by {{ keys | join(', ') }}
    ) as cuts on {% for key in keys %}base.{{ key }} = cuts.{{ key }}{{ ' and ' if not loop.last }}{% endfor %}
{% endmacro %}

{#
  keys, id, stratum_level, stratum_key. Level by level, the rows that no finer level has fixed form
  cells; a cell with enough treated and enough controls is fixed. Rows left after the last level
  have NULL in both columns: they are off support.
#}
{% macro assign_strata(relation, keys, id, levels=none, minimum_treated=none, minimum_controls=none) %}
{%- set levels = levels or stratum_levels() -%}
{%- set minimum_treated = minimum_treated or var('minimum_treated_per_stratum') -%}
{%- set minimum_controls = minimum_controls or var('minimum_controls_per_stratum') -%}
{%- set columns = (keys + [id, 'is_treated'] + levels[0]) | join(', ') -%}
with pass_0 as (
    select {{ columns }}, cast(null as bigint) as stratum_level
    from {{ relation }}
){% for level in levels %}, pass_{{ loop.index }} as (
    select
        {{ columns }},
        case
            when stratum_level is not null then stratum_level
            when treated_count >= {{ minimum_treated }} and control_count >= {{ minimum_controls }} then {{ level | length }}
        end as stratum_level
    from (
        select
            {{ columns }}, stratum_level,
            sum(case when stratum_level is null and is_treated then 1 else 0 end) over cell as treated_count,
            sum(case when stratum_level is null and not is_treated then 1 else 0 end) over cell as control_count
        from pass_{{ loop.index0 }}
        window cell as (partition by {{ (keys + level) | join(', ') }})
    ) as counted
){% endfor %}
select
    {{ keys | join(', ') }}, {{ id }}, stratum_level,
    case stratum_level
        {%- for level in levels %}
        when {{ level | length }} then concat_ws('|'{% for column in level %}, cast({{ column }} as {{ dbt.type_string() }}){% endfor %})
        {%- endfor %}
    end as stratum_key
from pass_{{ levels | length }}
{% endmacro %}

{# Sums of one group of a cell; `group` is treated or control. #}
{% macro stratum_group_sums(group, condition, arr, loss, q) %}
        cast(count(case when {{ condition }} then 1 end) as bigint) as {{ group }}_count,
        cast(count(case when {{ condition }} and {{ loss }} > 0 then 1 end) as bigint) as {{ group }}_loss_count,
        {%- set sums = {'arr': arr, 'loss': loss, 'arr_squared': arr ~ ' * ' ~ arr, 'arr_loss': arr ~ ' * ' ~ loss,
            'loss_squared': loss ~ ' * ' ~ loss, 'arr_q': arr ~ ' * ' ~ q, 'arr_q_squared': arr ~ ' * ' ~ q ~ ' * ' ~ q,
            'loss_q': loss ~ ' * ' ~ q} %}
        {%- for name, expression in sums.items() %}
        {{ exact_sum('case when ' ~ condition ~ ' then ' ~ expression ~ ' else 0 end', 12 if 'q' in name.split('_') else 4) }} as {{ group }}_{{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
{% endmacro %}

{#
  Variance of a cell's loss rate: the ratio estimator's, floored by the binomial variance of
  π = (#L>0 + 1)/(n + 2), so that a lucky cell without a loss cannot claim certainty.
#}
{% macro stratum_variance(group) %}
greatest(
    coalesce(cast({{ group }}_count as double) / nullif({{ group }}_count - 1, 0)
        * greatest(cast(0 as double), {{ group }}_loss_squared
            - 2 * {{ ratio(group ~ '_loss', group ~ '_arr') }} * {{ group }}_arr_loss
            + pow({{ ratio(group ~ '_loss', group ~ '_arr') }}, 2) * {{ group }}_arr_squared)
        / nullif(pow({{ group }}_arr, 2), 0), 0),
    cast({{ group }}_loss_count + 1 as double) / ({{ group }}_count + 2)
        * (1 - cast({{ group }}_loss_count + 1 as double) / ({{ group }}_count + 2))
        * {{ group }}_arr_squared / nullif(pow({{ group }}_arr, 2), 0)
)
{% endmacro %}

{#
  One row per fixed stratum: sums, loss rates R, ARR-weighted q, variances, the common slope β of loss
  on q among controls, and what the stratum adds to prevented dollars and to their variance.
  Rows with ARR 0 (possible in the placebo only) assert nothing; a cell that keeps fewer than two
  treated or two controls is left out, its variance is not estimable.
#}
{% macro stratum_contrasts(relation, keys, arr='arr_usd', loss='loss_usd', q='q') %}
with cells as (
    select
        {{ keys | join(', ') }}, stratum_level, stratum_key,
        {{ stratum_group_sums('treated', 'is_treated', arr, loss, q) }},
        {{ stratum_group_sums('control', 'not is_treated', arr, loss, q) }}
    from {{ relation }}
    where stratum_level is not null and {{ arr }} > 0
    group by {{ keys | join(', ') }}, stratum_level, stratum_key
), rates as (
    select
        *,
        treated_loss / treated_arr as treated_loss_rate,
        control_loss / control_arr as control_loss_rate,
        treated_arr_q / treated_arr as treated_mean_q,
        control_arr_q / control_arr as control_mean_q,
        {{ stratum_variance('treated') }} as treated_variance,
        {{ stratum_variance('control') }} as control_variance,
        control_loss_q - control_arr_q / control_arr * control_loss as slope_numerator,
        control_arr_q_squared - control_arr_q / control_arr * control_arr_q as slope_denominator
    from cells
    where treated_count >= 2 and control_count >= 2
), totals as (
    select
        *,
        {{ exact_sum('slope_numerator', 9, '(partition by ' ~ keys | join(', ') ~ ')') }} as total_slope_numerator,
        {{ exact_sum('slope_denominator', 9, '(partition by ' ~ keys | join(', ') ~ ')') }} as total_slope_denominator,
        {{ exact_sum('control_arr', 4, '(partition by ' ~ keys | join(', ') ~ ')') }} as total_control_arr
    from rates
), slopes as (
    -- a spread of q below a millionth is rounding, not information: β is undefined, hence 0
    select
        *,
        case
            when total_slope_denominator > 1e-12 * total_control_arr
                then least(cast(2 as double), greatest(cast(0 as double),
                    total_slope_numerator / nullif(total_slope_denominator, 0)))
            else cast(0 as double)
        end as beta
    from totals
)
select
    *,
    treated_arr * (control_loss_rate - treated_loss_rate) as unadjusted_prevented,
    treated_arr * (control_loss_rate - treated_loss_rate + beta * (treated_mean_q - control_mean_q)) as prevented,
    treated_arr * treated_arr * (treated_variance + control_variance) as prevented_variance
from slopes
{% endmacro %}

{#
  One row per key from the rows of stratum_contrasts: prevented dollars of the treated on support
  (ATT), standard error, Satterthwaite's ν, 95% interval, tipping point.
#}
{% macro prevented_churn_estimate(contrasts, keys) %}
with shares as (
    -- variances as shares of their sum, so that their squares stay in the range of exact sums
    select
        *,
        treated_arr * treated_arr * treated_variance / nullif(total_variance, 0) as treated_share,
        treated_arr * treated_arr * control_variance / nullif(total_variance, 0) as control_share
    from (
        select *, {{ exact_sum('prevented_variance', 4, '(partition by ' ~ keys | join(', ') ~ ')') }} as total_variance
        from {{ contrasts }}
    ) as summed
), totals as (
    select
        {{ keys | join(', ') }},
        cast(count(*) as bigint) as stratum_count,
        cast(sum(treated_count) as bigint) as treated_on_support_count,
        cast(sum(control_count) as bigint) as control_on_support_count,
        {{ exact_sum('treated_arr') }} as treated_on_support_arr,
        {{ exact_sum('treated_loss') }} as treated_on_support_loss,
        max(beta) as beta,
        {{ exact_sum('unadjusted_prevented', 9) }} as unadjusted_prevented,
        {{ exact_sum('prevented', 9) }} as prevented,
        sqrt(max(total_variance)) as prevented_se,
        1 / nullif({{ exact_sum('treated_share * treated_share / (treated_count - 1) + control_share * control_share / (control_count - 1)', 18) }}, 0) as degrees
    from shares
    group by {{ keys | join(', ') }}
)
select
    *,
    prevented - {{ t_quantile('degrees') }} * prevented_se as prevented_lo,
    prevented + {{ t_quantile('degrees') }} * prevented_se as prevented_hi,
    {{ ratio('prevented', 'treated_on_support_arr') }} as tipping_loss_rate
from totals
{% endmacro %}

{#
  One row per key over ALL eligible rows: counts, ARR, and the articles' naive figure
  (GRR_T − GRR_C)·ARR_T, kept beside the estimate and never used for a decision.
#}
{% macro naive_prevented_churn(relation, keys, arr='arr_usd', loss='loss_usd') %}
select
    *,
    ({{ ratio('control_loss', 'control_arr') }} - {{ ratio('treated_loss', 'treated_arr') }}) * treated_arr as naive_prevented
from (
    select
        {{ keys | join(', ') }},
        cast(count(case when is_treated then 1 end) as bigint) as treated_count,
        cast(count(case when not is_treated then 1 end) as bigint) as control_count,
        {{ exact_sum('case when is_treated then ' ~ arr ~ ' else 0 end') }} as treated_arr,
        {{ exact_sum('case when is_treated then ' ~ loss ~ ' else 0 end') }} as treated_loss,
        {{ exact_sum('case when not is_treated then ' ~ arr ~ ' else 0 end') }} as control_arr,
        {{ exact_sum('case when not is_treated then ' ~ loss ~ ' else 0 end') }} as control_loss
    from {{ relation }}
    group by {{ keys | join(', ') }}
) as groups
{% endmacro %}

{#
  keys, covariate, mean and variance of both groups, SMD and its p-value. `relation` has keys,
  is_treated, covariate, value and weight; NULL values are left out. Variances carry Kish's
  correction n_e/(n_e − 1), which for equal weights is the sample variance. NULL where a group has no
  spread or fewer than two rows.
#}
{% macro weighted_differences(relation, keys) %}
with moments as (
    select
        {{ keys | join(', ') }}, covariate, is_treated,
        pow({{ exact_sum('weight', 9) }}, 2) / nullif({{ exact_sum('weight * weight', 9) }}, 0) as effective_count,
        {{ exact_sum('weight * value', 9) }} / nullif({{ exact_sum('weight', 9) }}, 0) as mean_value,
        {{ exact_sum('weight * value * value', 9) }} / nullif({{ exact_sum('weight', 9) }}, 0) as mean_square
    from {{ relation }}
    where value is not null and weight > 0
    group by {{ keys | join(', ') }}, covariate, is_treated
), spreads as (
    -- a variance below 1e-12 of the mean square is rounding, not spread
    select
        *,
        case when effective_count > 1 then
            case when mean_square - mean_value * mean_value > 1e-12 * mean_square then mean_square - mean_value * mean_value else 0 end
            * effective_count / nullif(effective_count - 1, 0)
        end as variance_value
    from moments
), paired as (
    select
        {{ keys | join(', ') }}, covariate,
        {%- for group, condition in [('treated', 'is_treated'), ('control', 'not is_treated')] %}
        max(case when {{ condition }} then mean_value end) as {{ group }}_mean,
        max(case when {{ condition }} then variance_value end) as {{ group }}_variance,
        max(case when {{ condition }} then effective_count end) as {{ group }}_effective_count{{ ',' if not loop.last }}
        {%- endfor %}
    from spreads
    group by {{ keys | join(', ') }}, covariate
), differences as (
    select
        *,
        {{ standardised_difference('treated_mean', 'treated_variance', 'control_mean', 'control_variance') }} as smd,
        sqrt(1 / treated_effective_count + 1 / control_effective_count) as smd_se
    from paired
)
select *, {{ two_sided_p_value('(smd / smd_se)') }} as p_value
from differences
{% endmacro %}

{#
  Adds is_rejected: the step-up rule of Benjamini & Hochberg (1995) at `rate` within the keys; NULL p-values take
  no part. Equal p-values share the highest of their ranks: the rule takes that one, and no engine orders ties.
#}
{% macro step_up_rejections(relation, keys, p_value, rate) %}
with ranked as (
    select
        *,
        count({{ p_value }}) over (partition by {{ keys | join(', ') }} order by {{ p_value }} asc nulls last) as p_rank,
        count({{ p_value }}) over (partition by {{ keys | join(', ') }}) as p_count
    from {{ relation }}
), cuts as (
    select
        *,
        max(case when {{ p_value }} <= {{ rate }} * p_rank / p_count then {{ p_value }} end) over (partition by {{ keys | join(', ') }}) as p_cut
    from ranked
)
select *, coalesce({{ p_value }} <= p_cut, false) as is_rejected
from cuts
{% endmacro %}
