"""Ingestion: landed vendor files into a content-addressed Parquet lake.

A pure Python library. It knows neither Dagster, dbt nor Streamlit, takes every path as an
argument and reads no environment outside ``__main__``.
"""
