"""Models that SQL cannot fit: they read tables of the warehouse and write Parquet for dbt."""
