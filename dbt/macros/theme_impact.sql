{#- Market damage (metrics.md section 6). -#}

{#
  Money per `keys` and theme. `relation` holds one row per detractor account and theme of its union (or untagged):

      {keys}, account_id, theme, arr_usd (once per account), churn_probability (p_θ), passive_churn_rate

  K = themes of the account; its share of each is 1/K. Gives accounts, arr_at_risk_usd (additive),
  arr_touched_usd (not additive), churn_probability, expected_loss_usd, excess_loss_usd.
#}
{% macro theme_losses(relation, keys) %}
with shares as (
    select
        *,
        cast(arr_usd as double) / count(*) over (partition by {{ listed(keys) }}, account_id) as arr_share
    from {{ relation }}
)

select
    {{ listed(keys) }},
    theme,
    cast(count(*) as bigint) as accounts,
    {{ exact_sum('arr_share', 8) }} as arr_at_risk_usd,
    {{ exact_sum('arr_usd', 2) }} as arr_touched_usd,
    max(churn_probability) as churn_probability,
    {{ exact_sum('arr_share', 8) }} * max(churn_probability) as expected_loss_usd,
    -- greatest() alone would take the 0 where a rate is not known
    case when max(churn_probability) is not null and max(passive_churn_rate) is not null then
        {{ exact_sum('arr_share', 8) }} * greatest(cast(0 as double), max(churn_probability) - max(passive_churn_rate))
    end as excess_loss_usd
from shares
group by {{ listed(keys) }}, theme
{% endmacro %}
