{#-
  NPS with clusters (metrics.md section 1 and readings R10–R14). Everything that is added up is an
  integer, so figures are exact and do not depend on the order in which an engine adds; DOUBLE begins
  with the shares. Models and the worked examples (tests/examples/ex_1_*) call the same macros.
-#}

{# promoter, passive or detractor of a 0–10 score; NULL without one. #}
{% macro nps_class(score) -%}
case when {{ score }} >= 9 then 'promoter' when {{ score }} >= 7 then 'passive' when {{ score }} >= 0 then 'detractor' end
{%- endmacro %}

{# What an interval clusters by: the account, else the response alone. #}
{% macro nps_cluster_id(account_id, response_key) -%}
case when {{ account_id }} is not null then concat('a:', {{ account_id }}) else concat('r:', {{ response_key }}) end
{%- endmacro %}

{# `columns` as a select list, each with an alias in front when one is given. #}
{% macro listed(columns, alias=none) -%}
{%- for column in columns %}{{ alias ~ '.' if alias }}{{ column }}{{ ', ' if not loop.last }}{% endfor -%}
{%- endmacro %}

{#
  Additive sums of NPS cells through time, as a select. `relation` holds one row per counted response:

      {keys}, cluster_id, nps_class, enters_on, leaves_on, lag_months

  The response counts in periods that start on or after enters_on and before leaves_on (an overlapping
  window holds it for many periods, a month for one); lag_months reaches back to the period that a
  change is measured against. One row per key and stretch of unchanged periods
  [valid_from, valid_to), valid_to NULL when open:

      n_responses, promoters, detractors, n_clusters, n_accounts,
      sum_ss, sum_sn, sum_nn           Σ s², Σ s·n, Σ n² over clusters, s = promoters − detractors
      cross_ss, cross_sn, cross_ns, cross_nn   Σ s₂s₁, Σ s₂n₁, Σ n₂s₁, Σ n₂n₁ with the earlier period
      n_clusters_either                clusters in either period

  A sum over clusters only moves when a cluster does, so the work is proportional to the responses and
  not to responses × overlapping windows.
#}
{% macro nps_cell_sums(relation, keys) %}
select * from ({{ nps_running_sums('(' ~ nps_cell_steps(relation, keys) ~ ')', keys) }}) as running
{% endmacro %}

{#
  By how much each sum of nps_cell_sums moves on a day: {keys}, changed_on, the sums' columns, and n_steps, the clusters
  that moved. What a cluster adds to a row is its own alone, so changed clusters can be taken off and added again.
#}
{% macro nps_cell_steps(relation, keys) %}
with numbered as (
    select
        *,
        row_number() over (order by {% for key in keys %}{{ key }} asc nulls last{{ ', ' if not loop.last }}{% endfor %}) as key_number
    from (select distinct {{ listed(keys) }} from {{ relation }}) as named
),

-- Odd numbers are accounts. Numbers sort and hash in half the time and half the memory of names.
clusters as (
    select
        cluster_id,
        2 * row_number() over (order by cluster_id asc nulls last)
        + case when substring(cluster_id, 1, 2) = 'a:' then 1 else 0 end as cluster_number
    from (select distinct cluster_id from {{ relation }}) as named
),

grouped as (
    select
        numbered.key_number,
        clusters.cluster_number,
        responses.enters_on,
        responses.leaves_on,
        responses.lag_months,
        count(*) as n,
        count(*) filter (where responses.nps_class = 'promoter') as p,
        count(*) filter (where responses.nps_class = 'detractor') as d
    from {{ relation }} as responses
    inner join clusters
        on responses.cluster_id = clusters.cluster_id
    inner join numbered
        on {% for key in keys %}responses.{{ key }} is not distinct from numbered.{{ key }}{{ ' and ' if not loop.last }}{% endfor %}
    group by numbered.key_number, clusters.cluster_number, responses.enters_on, responses.leaves_on, responses.lag_months
),

-- Four moments matter to a cell: a response enters and leaves it, and does so again as the past.
changes as (
    {% for moment, sign, is_past in [('enters_on', 1, 0), ('leaves_on', -1, 0), ('enters_on', 1, 1), ('leaves_on', -1, 1)] %}
    select
        key_number,
        cluster_number,
        {{ add_months(moment, 'lag_months') if is_past else moment }} as changed_on,
        {{ sign * (1 - is_past) }} * n as dn,
        {{ sign * (1 - is_past) }} * p as dp,
        {{ sign * (1 - is_past) }} * d as dd,
        {{ sign * (1 - is_past) }} * (p - d) as ds,
        {{ sign * is_past }} * n as dn_past,
        {{ sign * is_past }} * (p - d) as ds_past
    from grouped
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

steps as (
    select
        key_number,
        cluster_number,
        changed_on,
        {% for name in ['dn', 'dp', 'dd', 'ds', 'dn_past', 'ds_past'] %}
        cast(sum({{ name }}) as bigint) as {{ name }}{{ ',' if not loop.last }}
        {% endfor %}
    from changes
    group by key_number, cluster_number, changed_on
),

states as (
    select
        *,
        {% for name in ['n', 's', 'n_past', 's_past'] %}
        cast(sum(d{{ name }}) over (
            partition by key_number, cluster_number
            order by changed_on asc nulls last rows between unbounded preceding and current row
        ) as bigint) as {{ name }}{{ ',' if not loop.last }}
        {% endfor %}
    from steps
),

cell_steps as (
    select
        key_number,
        changed_on,
        cast(sum(dn) as bigint) as n_responses,
        cast(sum(dp) as bigint) as promoters,
        cast(sum(dd) as bigint) as detractors,
        cast(sum({{ step_of_presence('n > 0', 'n - dn > 0') }}) as bigint) as n_clusters,
        cast(sum(case when cluster_number % 2 = 1 then {{ step_of_presence('n > 0', 'n - dn > 0') }} else 0 end) as bigint) as n_accounts,
        {{ step_of_product('s', 'ds', 's', 'ds') }} as sum_ss,
        {{ step_of_product('s', 'ds', 'n', 'dn') }} as sum_sn,
        {{ step_of_product('n', 'dn', 'n', 'dn') }} as sum_nn,
        {{ step_of_product('s', 'ds', 's_past', 'ds_past') }} as cross_ss,
        {{ step_of_product('s', 'ds', 'n_past', 'dn_past') }} as cross_sn,
        {{ step_of_product('n', 'dn', 's_past', 'ds_past') }} as cross_ns,
        {{ step_of_product('n', 'dn', 'n_past', 'dn_past') }} as cross_nn,
        cast(sum({{ step_of_presence('n > 0 or n_past > 0', 'n - dn > 0 or n_past - dn_past > 0') }}) as bigint) as n_clusters_either,
        cast(count(*) as bigint) as n_steps
    from states
    group by key_number, changed_on
)

select
    {{ listed(keys, 'numbered') }},
    cell_steps.changed_on,
    {{ listed(nps_sum_columns(), 'cell_steps') }},
    cell_steps.n_steps
from cell_steps
inner join numbered
    on cell_steps.key_number = numbered.key_number
{% endmacro %}

{# The sums through time from their steps; columns of nps_cell_sums. #}
{% macro nps_running_sums(steps, keys) %}
with cells as (
    select
        {{ listed(keys) }},
        changed_on as valid_from,
        lead(changed_on) over (partition by {{ listed(keys) }} order by changed_on asc nulls last) as valid_to,
        {% for name in nps_sum_columns() %}
        cast(sum({{ name }}) over (
            partition by {{ listed(keys) }}
            order by changed_on asc nulls last rows between unbounded preceding and current row
        ) as bigint) as {{ name }}{{ ',' if not loop.last }}
        {% endfor %}
    from {{ steps }} as steps
)

select * from cells
where n_responses > 0
{% endmacro %}

{# Names of the sums above. #}
{% macro nps_sum_columns() -%}
{{ return([
    'n_responses', 'promoters', 'detractors', 'n_clusters', 'n_accounts', 'sum_ss', 'sum_sn', 'sum_nn',
    'cross_ss', 'cross_sn', 'cross_ns', 'cross_nn', 'n_clusters_either',
]) }}
{%- endmacro %}

{# What one step adds to Σ a·b over clusters: the product after it less the product before it. #}
{% macro step_of_product(a, da, b, db) %}cast(sum({{ a }} * {{ b }} - ({{ a }} - {{ da }}) * ({{ b }} - {{ db }})) as bigint){% endmacro %}

{# What one step adds to the number of clusters that are present. #}
{% macro step_of_presence(after, before) %}(case when {{ after }} then 1 else 0 end - case when {{ before }} then 1 else 0 end){% endmacro %}

{#
  Σu² over clusters, u = s − m·n, from the sums (u has mean 0). Zero when rounding made it negative.
#}
{% macro cluster_square_sum(m, sum_ss, sum_sn, sum_nn) -%}
greatest(cast(0 as double), {{ sum_ss }} - 2 * {{ m }} * {{ sum_sn }} + {{ m }} * {{ m }} * {{ sum_nn }})
{%- endmacro %}

{#
  Measures of NPS cells from their sums: all columns of `relation` and

      promoter_share, detractor_share, m    fractions, m = p − d
      sigma2          variance of one response, p + d − m²
      v_srs, v_c      variance of m from a simple sample, and between clusters (G/(G−1)·Σu²/n²)
      deff, n_effective        max(1, v_c/v_srs), 1 when v_srs = 0 or G < 2; n/deff
      nps, nps_lo, nps_hi      points, adjusted Wald on n_effective (Rocks 2016)
      min_detectable_change    points detected with 80% power between two such samples
#}
{% macro nps_measures(relation) %}
with shares as (
    select
        *,
        {{ ratio('promoters', 'n_responses') }} as promoter_share,
        {{ ratio('detractors', 'n_responses') }} as detractor_share,
        {{ ratio('promoters - detractors', 'n_responses') }} as m
    from {{ relation }}
),

variances as (
    select
        *,
        greatest(cast(0 as double), promoter_share + detractor_share - m * m) as sigma2,
        greatest(cast(0 as double), promoter_share + detractor_share - m * m) / n_responses as v_srs,
        {{ ratio('n_clusters', 'n_clusters - 1') }}
            * {{ cluster_square_sum('m', 'sum_ss', 'sum_sn', 'sum_nn') }}
            / (cast(n_responses as double) * n_responses) as v_c
    from shares
),

effects as (
    select
        *,
        case when v_srs > 1e-15 and n_clusters > 1 then greatest(cast(1 as double), v_c / v_srs) else cast(1 as double) end as deff
    from variances
),

samples as (
    select
        *,
        n_responses / deff as n_effective
    from effects
)

select
    *,
    100 * m as nps,
    100 * {{ adjusted_wald_lo('promoter_share', 'detractor_share', 'n_effective') }} as nps_lo,
    100 * {{ adjusted_wald_hi('promoter_share', 'detractor_share', 'n_effective') }} as nps_hi,
    {{ minimum_detectable_change('sigma2', 'n_effective') }} as min_detectable_change
from samples
{% endmacro %}

{# NPS points that two samples of this size tell apart with 80% power: 100·(z₀.₉₇₅ + z₀.₈)·√(2σ²/n). #}
{% macro minimum_detectable_change(sigma2, n) %}(280.16 * sqrt(2 * ({{ sigma2 }}) / nullif(cast({{ n }} as double), 0))){% endmacro %}

{#
  Change against the earlier period, clusters and overlap in one formula (metrics.md section 1,
  R12): u = u₂/n₂ − u₁/n₁ per cluster, Var = G/(G−1)·Σu², G = clusters in either period. `relation`
  holds the sums of nps_cell_sums and the earlier period's as past_n_responses, past_promoters,
  past_detractors, past_sum_ss, past_sum_sn, past_sum_nn (NULL without one). All its columns and

      change            fraction, NULL without an earlier period
      change_variance   of that fraction
      change_p_value    two-sided, t with G−1 degrees of freedom; NULL when G < 5 or the variance is 0
#}
{% macro nps_changes(relation) %}
with moments as (
    select
        *,
        {{ ratio('promoters - detractors', 'n_responses') }} as m2,
        {{ ratio('past_promoters - past_detractors', 'past_n_responses') }} as m1
    from {{ relation }}
),

squares as (
    select
        *,
        m2 - m1 as change,
        {{ cluster_square_sum('m2', 'sum_ss', 'sum_sn', 'sum_nn') }} / (cast(n_responses as double) * n_responses) as square_2,
        case when m1 is not null then
            {{ cluster_square_sum('m1', 'past_sum_ss', 'past_sum_sn', 'past_sum_nn') }} / (cast(past_n_responses as double) * past_n_responses)
        end as square_1,
        (cross_ss - m1 * cross_sn - m2 * cross_ns + m1 * m2 * cross_nn) / (cast(n_responses as double) * past_n_responses) as cross_term
    from moments
),

variances as (
    select
        *,
        {{ ratio('n_clusters_either', 'n_clusters_either - 1') }}
            * greatest(cast(0 as double), square_2 + square_1 - 2 * cross_term) as change_variance
    from squares
)

select
    *,
    case when n_clusters_either >= {{ var('change_minimum_clusters') }} and change_variance > 1e-15 then
        {{ t_p_value('(change / sqrt(change_variance))', '(n_clusters_either - 1)') }}
    end as change_p_value
from variances
{% endmacro %}

{#
  Benjamini–Hochberg (1995): all columns of `relation` and is_discovery, true where p_value is at most
  the largest p with p ≤ rank/m·rate among the rows of its family that are eligible. `family` is a
  list of columns, `is_eligible` a boolean column.
#}
{% macro benjamini_hochberg(relation, family, p_value, is_eligible, rate) %}
with ranked as (
    select
        *,
        -- rows with an equal p count together, so that a tie cannot lose what each of them would win
        count(*) over (partition by {{ listed(family) }}, {{ is_eligible }} order by {{ p_value }} asc nulls last) as bh_rank,
        count(*) over (partition by {{ listed(family) }}, {{ is_eligible }}) as bh_size
    from {{ relation }}
),

limits as (
    select
        *,
        max(case when {{ is_eligible }} and {{ p_value }} <= {{ rate }} * cast(bh_rank as double) / bh_size then {{ p_value }} end)
            over (partition by {{ listed(family) }}) as bh_limit
    from ranked
)

select
    *,
    coalesce({{ is_eligible }} and {{ p_value }} <= bh_limit, false) as is_discovery
from limits
{% endmacro %}

{#
  Difference of two independent NPS as fractions, the pseudo-responses split between them (EX-1.5):
  adjusted shares with 1.5 pseudo-responses per group, a quarter of them promoters and a quarter detractors.
#}
{% macro split_share(count, n) %}((cast({{ count }} as double) + {{ var('nps_pseudo_responses') / 8 }}) / ({{ n }} + {{ var('nps_pseudo_responses') / 2 }})){% endmacro %}
{% macro split_center(p, d, n) %}({{ split_share(p, n) }} - {{ split_share(d, n) }}){% endmacro %}
{% macro split_variance(p, d, n) -%}
(({{ split_share(p, n) }} + {{ split_share(d, n) }} - pow({{ split_center(p, d, n) }}, 2)) / ({{ n }} + {{ var('nps_pseudo_responses') / 2 }}))
{%- endmacro %}
{% macro independent_difference(p1, d1, n1, p2, d2, n2) %}({{ split_center(p1, d1, n1) }} - {{ split_center(p2, d2, n2) }}){% endmacro %}
{% macro independent_difference_se(p1, d1, n1, p2, d2, n2) %}sqrt({{ split_variance(p1, d1, n1) }} + {{ split_variance(p2, d2, n2) }}){% endmacro %}

{# BIGINT of text that is a whole number (9, 9.0); NULL when it is none. #}
{% macro whole_number(text) -%}
case
    when abs(try_cast({{ text }} as double)) < 1e15 and try_cast({{ text }} as double) = round(try_cast({{ text }} as double), 0)
        then cast(round(try_cast({{ text }} as double), 0) as bigint)
end
{%- endmacro %}
