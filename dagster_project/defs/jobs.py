"""Jobs: everything, and the ingest of one source."""

import dagster as dg

from dagster_project.defs.ingest.factory import source_key
from ingestion.contracts import source_names

everything = dg.define_asset_job(
    "everything",
    selection=dg.AssetSelection.all(),
    description="Land new extracts, check them, build and test the warehouse, publish.",
    executor_def=dg.in_process_executor,
    tags={"dagster/priority": "1"},
)

ingest_jobs = [
    dg.define_asset_job(
        f"ingest_{source}",
        selection=dg.AssetSelection.assets(source_key(source)),
        description=f"Land new extracts of {source} and check them.",
        executor_def=dg.in_process_executor,
    )
    for source in source_names()
]
