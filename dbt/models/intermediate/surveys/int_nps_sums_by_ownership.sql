{{ nps_dimension_sums(['owner_id', 'product', 'team']) }}
