{{ nps_dimension_sums(['all', 'industry', 'country']) }}
