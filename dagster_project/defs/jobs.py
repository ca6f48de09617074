"""Jobs: everything, and the ingest of one source."""

from typing import Any

import dagster as dg

from dagster_project.defs.ingest.factory import source_key
from dagster_project.workspace import Workspace
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


@dg.op(description="Merges small files per table; no row and no figure changes.")
def merge_small_files(context: dg.OpExecutionContext, workspace: Workspace) -> dict[str, Any]:
    """Merge the lake's small files. Returns files before and after, by table."""
    from dagster_project.commands.compact import line
    from ingestion.compact import compact

    found = compact(
        workspace.settings.home,
        take_lock=False,
        on_table=lambda table: context.log.info(line(table, dry_run=False)),
    )
    return {table.table: [table.files_before, table.files_after] for table in found}


@dg.job(
    executor_def=dg.in_process_executor,
    description="Merge the lake's many small files per table.",
)
def compact() -> None:
    """The same as `loyalty compact`."""
    merge_small_files()
