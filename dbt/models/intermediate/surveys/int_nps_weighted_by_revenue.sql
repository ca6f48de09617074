-- Weighted NPS of the cells that int_nps_sums_by_revenue adds up.
{{ nps_dimension_weights(ref('int_nps_strata_by_revenue')) }}
