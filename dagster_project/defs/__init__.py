"""Dagster definitions, found by folder."""
