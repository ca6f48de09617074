"""What the run knows of its inputs as a whole: the landings log, quarantine and check results."""

from typing import Any

import dagster as dg

from dagster_project.defs.ingest.factory import OWNER, source_key
from dagster_project.resources import Workspace
from ingestion.contracts import source_names


@dg.asset(
    key=source_key("lake"),
    deps=[source_key(source) for source in source_names()],
    group_name="ingest",
    owners=[OWNER],
    kinds={"parquet"},
    description="The lake's own tables (landings, quarantine, checks, publications, keys): what is "
    "in force, what is missing, and the name that a publication of it would have.",
)
def ledger(context: dg.AssetExecutionContext, workspace: Workspace) -> dg.MaterializeResult[Any]:
    """State the identity of the inputs, and every source that is missing."""
    from dagster_project.ingest import describe_lake

    metadata, lines = describe_lake(workspace.settings)
    for line in lines:
        context.log.info(line)
    return dg.MaterializeResult(metadata=metadata)
