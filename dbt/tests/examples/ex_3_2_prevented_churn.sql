-- EX-3.2: the whole estimator, cell minima overridden to 3 treated and 4 controls.
{%- set rows = [
    ('s1', 'true', 100, 0, 0.3), ('s1', 'true', 100, 40, 0.4), ('s1', 'true', 200, 20, 0.35),
    ('s1', 'false', 100, 20, 0.2), ('s1', 'false', 100, 40, 0.4), ('s1', 'false', 100, 40, 0.4), ('s1', 'false', 100, 60, 0.6),
    ('s2', 'true', 500, 50, 0.2), ('s2', 'true', 300, 0, 0.2), ('s2', 'true', 200, 50, 0.1),
    ('s2', 'false', 200, 0, 0.1), ('s2', 'false', 200, 40, 0.1), ('s2', 'false', 200, 40, 0.3), ('s2', 'false', 200, 80, 0.3),
] %}
with inputs as (
    {%- for band, treated, arr, loss, q in rows %}
    select
        1 as program_id, {{ loop.index }} as row_id, '{{ band }}' as arr_band, 0 as q_tercile, '0-3' as score_bucket, 'new' as tenure_band,
        {{ treated }} as is_treated, cast({{ arr }} as double) as arr_usd, cast({{ loss }} as double) as loss_usd, cast({{ q }} as double) as q
    {{ 'union all' if not loop.last }}
    {%- endfor %}
), strata as (
    {{ assign_strata('inputs', ['program_id'], 'row_id', minimum_treated=3, minimum_controls=4) }}
), stratified as (
    select inputs.*, strata.stratum_level, strata.stratum_key
    from inputs
    inner join strata on inputs.program_id = strata.program_id and inputs.row_id = strata.row_id
), contrasts as (
    {{ stratum_contrasts('stratified', ['program_id']) }}
), estimates as (
    {{ prevented_churn_estimate('contrasts', ['program_id']) }}
), naive as (
    {{ naive_prevented_churn('inputs', ['program_id']) }}
), checks as (
    select 'naive' as label, naive_prevented as actual, 213.333333 as expected from naive
    union all select 'unadjusted', unadjusted_prevented, 200 from estimates
    union all select 'beta', beta, 1 from estimates
    union all select 'prevented', prevented, 160 from estimates
    union all select 'standard error', prevented_se, 408.302720 from estimates
    union all select 'degrees of freedom', degrees, 5.242407 from estimates
    union all select 't quantile', {{ t_quantile('degrees') }}, 2.515180 from estimates
    union all select 'lower end', prevented_lo, -866.954845 from estimates
    union all select 'upper end', prevented_hi, 1186.954845 from estimates
    union all select 'tipping point', tipping_loss_rate, 0.114286 from estimates
    union all select 'all fixed at level 4', min(stratum_level), 4 from stratified
)
{{ expect_close('checks') }}
