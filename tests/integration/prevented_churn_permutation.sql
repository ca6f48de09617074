{#-
  One stratified program whose labels were permuted within strata: table `permuted` has a row per
  permutation_id and account. Compiled by test_prevented_churn_simulation.py.
-#}
{%- set keys = ['permutation_id'] -%}
with contrasts as (
    {{ stratum_contrasts('permuted', keys) }}
), estimates as (
    {{ prevented_churn_estimate('contrasts', keys) }}
)
select * from estimates order by permutation_id
