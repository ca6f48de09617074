"""The publication, downstream of every public model and behind the audit; then what it exports."""

from typing import Any

import dagster as dg

from dagster_project.dbt_runner import read_manifest
from dagster_project.public import export_asset_keys, public_asset_keys
from dagster_project.resources import Settings
from dagster_project.workspace import Workspace

MARTS = dg.AssetKey(["published", "marts"])


def _public_keys() -> list[dg.AssetKey]:
    manifest = read_manifest(Settings.from_environment())
    return [dg.AssetKey(parts) for parts in public_asset_keys(manifest)]


def _export_keys() -> list[dg.AssetKey]:
    manifest = read_manifest(Settings.from_environment())
    return [dg.AssetKey(parts) for parts in export_asset_keys(manifest)]


@dg.asset(
    key=MARTS,
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


@dg.asset(
    key=dg.AssetKey(["published", "exports"]),
    deps=[MARTS, *_export_keys()],
    group_name="publish",
    owners=["team:data"],
    kinds={"csv", "html"},
    description="CSV files ready to upsert into CRM and support desk, and the digest, beside the "
    "publication they belong to. Operational data with CRM ids, not a publication. The digest is "
    "posted to a webhook if LOYALTY_WEBHOOK_URL names one.",
)
def published_exports(
    context: dg.AssetExecutionContext, workspace: Workspace
) -> dg.MaterializeResult[Any]:
    """Write what the current publication lacks, point the link to it, post the digest once."""
    from dagster_project.exports.webhook import post_digest
    from dagster_project.exports.write import ExportError, ensure_exports

    settings = workspace.settings
    try:
        exported = ensure_exports(settings, is_forced=settings.full_refresh)
    except ExportError as error:
        raise dg.Failure(f"{error}; the publication stands", allow_retries=False) from error
    tell = context.log.info if exported.path else context.log.warning
    tell(exported.words)
    if problem := post_digest(settings):
        context.log.warning(problem)
    return dg.MaterializeResult(metadata=exported.metadata())
