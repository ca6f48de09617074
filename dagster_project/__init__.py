"""Orchestration of Loyalty Ledger: assets, checks, the warehouse build, publication, and the CLI."""
