"""The Great Expectations suite of one source, validated on a frame of aggregates."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.checks import aggregates, results
from dagster_project.checks.measures import Measure, measures
from dagster_project.checks.report import write_report
from dagster_project.checks.results import Result
from dagster_project.resources import Settings
from ingestion.contracts import Contract


def check_source(settings: Settings, contract: Contract) -> list[Result]:
    """Validate one source, or take the kept results when nothing it rests on has changed.

    Great Expectations takes seconds to import, which an unchanged run need not pay.
    """
    fingerprint = _fingerprint(settings, contract)
    kept = results.read(settings, contract.source, fingerprint)
    if kept is not None and report_path(settings, contract.source).is_file():
        return kept
    plan = _plan(contract)
    observed = {
        entity: aggregates.measure(settings, contract.source, entity, found)
        for entity, found in plan.items()
    }
    found = _validate(contract.source, plan, observed, fingerprint)
    results.write(settings, contract.source, found)
    write_report(report_path(settings, contract.source), contract, found)
    return found


def report_path(settings: Settings, source: str) -> Path:
    """The readable report of one source; its JSON stands beside it."""
    return settings.reports / "checks" / f"{source}.html"


def _plan(contract: Contract) -> dict[str, list[Measure]]:
    return {entity.name: measures(contract, entity) for entity in contract}


def _validate(
    source: str,
    plan: dict[str, list[Measure]],
    observed: dict[str, dict[str, float]],
    fingerprint: str,
) -> list[Result]:
    """Run the real suite over one row of aggregates, a column per entity and measure."""
    import great_expectations as gx
    import pandas as pd
    from great_expectations.data_context.types.base import ProgressBarsConfig

    expectations: Any = gx.expectations
    context: Any = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    suite = context.suites.add(gx.ExpectationSuite(name=f"{source}_raw"))
    columns = {f"{entity}.{m.name}": (entity, m) for entity, found in plan.items() for m in found}
    for column, (_, m) in columns.items():
        suite.add_expectation(
            expectations.ExpectColumnValuesToBeBetween(
                column=column,
                min_value=m.minimum,
                max_value=m.maximum,
                severity="critical" if m.blocking else "warning",
                meta={"notes": m.words},
            )
        )
    frame = pd.DataFrame([{c: observed[e][m.name] for c, (e, m) in columns.items()}])
    batch = (
        context.data_sources.add_pandas("aggregates")
        .add_dataframe_asset(source)
        .add_batch_definition_whole_dataframe("one_row")
    )
    outcome = batch.get_batch(batch_parameters={"dataframe": frame}).validate(suite)
    passed = {r.expectation_config.kwargs["column"]: bool(r.success) for r in outcome.results}
    return [
        Result(
            source=source,
            entity=entity,
            suite=f"{source}_raw",
            check_name=m.name,
            description=m.words,
            is_blocking=m.blocking,
            is_passed=passed[column],
            observed_value=observed[entity][m.name],
            expected_minimum=m.minimum,
            expected_maximum=m.maximum,
            fingerprint=fingerprint,
        )
        for column, (entity, m) in columns.items()
    ]


def _fingerprint(settings: Settings, contract: Contract) -> str:
    """A digest of the source's log, of what still stands in its landing zone, and of the suite."""
    digest = hashlib.sha256(repr(_plan(contract)).encode())
    with duckdb.connect() as connection:
        rows = connection.execute(
            "select entity, path, sha256, status, rows_in, rows_loaded, rows_quarantined"
            " from read_parquet(?, union_by_name = true) where source = ? order by all",
            [str(settings.lake / "landings" / "*.parquet"), contract.source],
        ).fetchall()
    digest.update(repr(rows).encode())
    for entity in contract:
        present = aggregates.present_paths(settings.extracts, contract.source, entity.name)
        digest.update(repr(present).encode())
    for path in sorted((settings.lake / "tombstones").glob("*.parquet")):
        digest.update(path.name.encode())
    return digest.hexdigest()[:16]
