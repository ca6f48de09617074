"""What the run knows of its inputs as a whole: the landings log, quarantine and check results."""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from dagster_project.defs.ingest.factory import OWNER, source_key
from dagster_project.workspace import Workspace
from ingestion.contracts import source_names


@dg.asset(
    key=source_key("lake"),
    deps=[source_key(source) for source in source_names()],
    group_name="ingest",
    owners=[OWNER],
    kinds={"parquet"},
    # Without an output everything downstream is skipped: nothing new, nothing to build.
    output_required=False,
    description="The lake's own tables (landings, quarantine, checks, publications, keys): what is "
    "in force, what is missing, and the name that a publication of it would have. Not "
    "materialised, and nothing downstream either, when that publication already stands.",
)
def ledger(
    context: dg.AssetExecutionContext, workspace: Workspace
) -> Iterator[dg.MaterializeResult[Any]]:
    """State the identity of the inputs and every missing source; stop when nothing is new."""
    from dagster_project.ingest import describe_lake
    from dagster_project.publication.identity import current_identity
    from dagster_project.warehouse_state import skip_reason

    settings = workspace.settings
    identity = current_identity(settings)
    metadata, lines = describe_lake(settings, identity)
    for line in lines:
        context.log.info(line)
    reason = skip_reason(settings, identity)
    if reason:
        context.log.info(f"nothing to build: {reason}")
        return
    yield dg.MaterializeResult(metadata=metadata)
