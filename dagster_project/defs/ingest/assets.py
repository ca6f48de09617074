"""Every source of the contracts as an asset with its checks."""

from dagster_project.defs.ingest.factory import source_asset, source_checks
from ingestion.contracts import all_contracts

source_assets = [source_asset(contract) for contract in all_contracts()]
source_asset_checks = [source_checks(contract) for contract in all_contracts()]
