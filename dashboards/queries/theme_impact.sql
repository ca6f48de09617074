select
    quarter, theme, mentions, accounts, arr_at_risk_usd, arr_touched_usd,
    churn_probability, passive_churn_rate, mature_accounts,
    expected_loss_usd, excess_loss_usd, sample_quotes, flag,
from marts.theme_impact
order by quarter desc, excess_loss_usd desc nulls last, arr_at_risk_usd desc nulls last, theme
