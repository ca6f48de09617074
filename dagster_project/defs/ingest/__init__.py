"""Definitions: ingest."""
