"""Great Expectations on the raw layer, over aggregates that DuckDB computes."""
