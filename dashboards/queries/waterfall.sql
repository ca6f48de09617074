select
    month_end_date,
    start_usd, new_usd, reactivation_usd, expansion_usd,
    contraction_usd, churn_usd, fx_usd, rounding_usd, end_usd,
from marts.mrr_waterfall
order by month_end_date
