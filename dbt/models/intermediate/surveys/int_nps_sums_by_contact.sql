{{ nps_dimension_sums(['channel', 'trigger', 'usage_band']) }}
