"""The publication: an asset downstream of every public model, behind the audit."""

from typing import Any

import dagster as dg

from dagster_project.dbt_runner import read_manifest
from dagster_project.public import public_asset_keys
from dagster_project.resources import Settings
from dagster_project.workspace import Workspace


def _public_keys() -> list[dg.AssetKey]:
    manifest = read_manifest(Settings.from_environment())
    return [dg.AssetKey(parts) for parts in public_asset_keys(manifest)]


@dg.asset(
    key=dg.AssetKey(["published", "marts"]),
    deps=_public_keys(),
    group_name="publish",
    owners=["team:data"],
    kinds={"duckdb", "parquet"},
    description="The public schemas in a new versioned file behind the stable pointer, once the "
    "audit has passed. Readers of the previous version finish undisturbed.",
    retry_policy=dg.RetryPolicy(max_retries=1, delay=2),
)
def published_marts(
    context: dg.AssetExecutionContext, workspace: Workspace
) -> dg.MaterializeResult[Any]:
    """Audit, copy, swap, remember the headline figures, clean up."""
    from dagster_project.publication.gate import publish_audited
    from dagster_project.publication.versions import PublicationError

    try:
        outcome = publish_audited(workspace.settings)
    except PublicationError as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    context.log.info(outcome.words)
    return dg.MaterializeResult(metadata=outcome.metadata())
