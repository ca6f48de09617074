"""Orchestration: assets, checks, the warehouse build, publication, and the command line."""
