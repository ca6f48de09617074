-- Weighted NPS of the cells that int_nps_sums_by_revenue adds up.
{{ nps_dimension_weights(['arr_band', 'plan_tier', 'tenure_band', 'signup_cohort']) }}
