{{ nps_dimension_sums(['arr_band', 'plan_tier', 'tenure_band', 'signup_cohort']) }}
