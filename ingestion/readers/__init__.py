"""Readers: one module per format. Lazy scans for CSV and Parquet, batches for the others."""
