{#-
  Every simulated program of the table `programs` in one query, by the macros that the marts use.
  Compiled by test_prevented_churn_simulation.py.
-#}
{%- set keys = ['simulation_id'] -%}
with q_bins as (
    {{ q_terciles('programs', keys, 'row_id') }}
), binned as (
    select programs.*, q_bins.q_tercile
    from programs
    inner join q_bins on programs.simulation_id = q_bins.simulation_id and programs.row_id = q_bins.row_id
), strata as (
    {{ assign_strata('binned', keys, 'row_id') }}
), stratified as (
    select binned.*, strata.stratum_level, strata.stratum_key
    from binned
    inner join strata on binned.simulation_id = strata.simulation_id and binned.row_id = strata.row_id
), contrasts as (
    {{ stratum_contrasts('stratified', keys) }}
), estimates as (
    {{ prevented_churn_estimate('contrasts', keys) }}
), naive as (
    {{ naive_prevented_churn('programs', keys) }}
), truths as (
    select simulation_id, sum(saved_usd) as truth
    from programs
    group by simulation_id
)
select
    estimates.simulation_id, estimates.prevented, estimates.prevented_lo, estimates.prevented_hi,
    estimates.treated_on_support_arr / naive.treated_arr as on_support_share,
    naive.naive_prevented, truths.truth
from estimates
inner join naive on estimates.simulation_id = naive.simulation_id
inner join truths on estimates.simulation_id = truths.simulation_id
order by estimates.simulation_id
