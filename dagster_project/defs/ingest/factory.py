"""One asset per source, and its Great Expectations suite as asset checks, made by one factory."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import dagster as dg

from dagster_project.checks.results import Result
from dagster_project.workspace import Workspace
from ingestion.contracts import Contract

OWNER = "team:data"


def source_key(source: str) -> dg.AssetKey:
    """The asset that lands one source; dbt's sources of that name point to it."""
    return dg.AssetKey(["raw", source])


def source_asset(contract: Contract) -> dg.AssetsDefinition:
    """The asset that lands every new file of one source into the lake."""
    entities = ", ".join(entity.name for entity in contract)

    @dg.asset(
        key=source_key(contract.source),
        deps=upstream(contract),
        group_name="ingest",
        owners=[OWNER],
        kinds={"polars", "parquet"},
        tags={"source": contract.source, "role": contract.role},
        description=f"{contract.title}: {entities}. New files of the landing zone, validated and "
        "written to the lake; rejected rows stand in quarantine with their reason.",
        retry_policy=dg.RetryPolicy(max_retries=2, delay=5, backoff=dg.Backoff.EXPONENTIAL),
        freshness_policy=freshness(contract),
        op_tags={"source": contract.source},
    )
    def land(context: dg.AssetExecutionContext, workspace: Workspace) -> dg.MaterializeResult[Any]:
        from dagster_project.ingest import describe, land_source

        report = land_source(workspace.settings, contract, context.log)
        return dg.MaterializeResult(metadata=describe(workspace.settings, contract, report))

    return land


def upstream(contract: Contract) -> list[dg.AssetKey]:
    """Answers are judged by the scales that the program's settings state, so these land first."""
    has_scores = any(entity.score is not None for entity in contract)
    return [source_key("program")] if has_scores and contract.source != "program" else []


def freshness(contract: Contract) -> dg.FreshnessPolicy:
    """Late at the hours that the contract allows, failed at twice that."""
    hours = timedelta(hours=contract.freshness_hours)
    return dg.FreshnessPolicy.time_window(fail_window=2 * hours, warn_window=hours)


def source_checks(contract: Contract) -> dg.AssetChecksDefinition:
    """Two checks per entity: one that blocks everything downstream, one that warns."""
    key = source_key(contract.source)
    specs = [
        dg.AssetCheckSpec(
            name=check_name(entity.name, blocking),
            asset=key,
            blocking=blocking,
            description=(
                f"{entity.name}: expectations without which the marts would be wrong."
                if blocking
                else f"{entity.name}: expectations that deserve a look."
            ),
        )
        for entity in contract
        for blocking in (True, False)
    ]

    @dg.multi_asset_check(name=f"check_{contract.source}", specs=specs)
    def check(
        context: dg.AssetCheckExecutionContext, workspace: Workspace
    ) -> Iterator[dg.AssetCheckResult]:
        from dagster_project.checks.suite import check_source, report_path

        results = check_source(workspace.settings, contract)
        report = dg.MetadataValue.path(str(report_path(workspace.settings, contract.source)))
        for entity in contract:
            for blocking in (True, False):
                mine = [r for r in results if r.entity == entity.name and r.is_blocking is blocking]
                yield check_result(key, check_name(entity.name, blocking), mine, blocking, report)

    return check


def check_name(entity: str, blocking: bool) -> str:
    """Name of one of the two checks of an entity."""
    return f"{entity}_{'contract' if blocking else 'quality'}"


def check_result(
    key: dg.AssetKey, name: str, results: list[Result], blocking: bool, report: Any
) -> dg.AssetCheckResult:
    """Dagster's view of the expectations behind one check."""
    broken = [r for r in results if not r.is_passed]
    return dg.AssetCheckResult(
        asset_key=key,
        check_name=name,
        passed=not broken,
        severity=dg.AssetCheckSeverity.ERROR if blocking else dg.AssetCheckSeverity.WARN,
        description="; ".join(r.words for r in broken) or None,
        metadata={
            "expectations": len(results),
            "report": report,
            **{r.check_name: r.observed_value for r in results},
        },
    )
