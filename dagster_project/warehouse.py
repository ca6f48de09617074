"""The build of the warehouse: whether it is needed, stream dbt's events, say what failed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dagster as dg

from dagster_project.dbt_runner import Invocation
from dagster_project.json_file import write_json
from dagster_project.publication.audit import build_record_path
from dagster_project.publication.history import previous_publication
from dagster_project.publication.identity import Identity, current_identity
from dagster_project.resources import Settings
from dagster_project.spark import begin_build, spark_session
from dagster_project.spark_mirror import (
    ESTIMATOR_TAG,
    estimator_inputs,
    everything_read,
    hand_over,
)
from dagster_project.writing import writing

if TYPE_CHECKING:
    from dagster_dbt import DagsterDbtTranslator, DbtProject

BAD = {"error", "fail", "runtime error"}
# What dbt/macros/unchanged.sql answers for a table that stands as its SQL and inputs say.
UNCHANGED = "UNCHANGED"
# What it answers for one of which only the parts that changed were built (dbt/macros/parts.sql).
IN_PARTS = "IN PARTS"
_ESTIMATOR_INPUTS = f"+tag:{ESTIMATOR_TAG}"
BEFORE_ESTIMATORS = [
    "build",
    *("--select", _ESTIMATOR_INPUTS),
    *("--resource-type", "model"),
    *("--resource-type", "seed"),
]
AFTER_ESTIMATORS = ["--exclude", _ESTIMATOR_INPUTS, "--indirect-selection", "empty"]
# dbt's unit tests bring their own rows and check the SQL, which no landing changes, under the vars
# that they were written for: they belong to `make test`.
WITHOUT_UNIT_TESTS = ["--exclude-resource-type", "unit_test"]


def build_warehouse(
    context: dg.AssetExecutionContext, translator: DagsterDbtTranslator, project: DbtProject
) -> Iterator[Any]:
    """dbt build as Dagster events.

    Raises dg.Failure, naming what failed and where its SQL stands.
    """
    settings = Settings.from_environment()
    with writing(settings, say=context.log.info), spark_session(settings):
        identity = current_identity(settings)
        yield from _build(context, translator, project, settings, identity)


def _build(
    context: dg.AssetExecutionContext,
    translator: DagsterDbtTranslator,
    project: DbtProject,
    settings: Settings,
    identity: Identity,
) -> Iterator[Any]:
    from dagster_dbt.asset_utils import get_updated_cli_invocation_params_for_context

    params = get_updated_cli_invocation_params_for_context(
        context=context, manifest={}, dagster_dbt_translator=translator
    )
    started = datetime.now(UTC)
    environment = identity.environment(
        built_at=started.strftime("%Y-%m-%d %H:%M:%S"),
        previous=previous_publication(settings, identity.publication_id),
    )
    if params.indirect_selection:
        environment["DBT_INDIRECT_SELECTION"] = params.indirect_selection
    build_record_path(settings).unlink(missing_ok=True)
    discard_if_unreadable(settings, context.log.warning)
    # What the warehouse remembers of earlier builds (dbt/macros/unchanged.sql) counts for nothing.
    anew = ["--full-refresh"] if settings.full_refresh else []
    arguments = ["build", *anew, *WITHOUT_UNIT_TESTS, *params.selection_args]
    is_whole = _is_whole(params.selection_args)
    if is_whole:
        begin_build(settings)
        # The estimators read what dbt built of their inputs, and dbt goes on with what they wrote.
        # Every test of the data runs in the second part, so none is skipped and none runs twice.
        before = [*BEFORE_ESTIMATORS, *anew]
        first = Invocation(settings, before, environment, _project_folder(params))
        yield from _events(first, params, translator, project, context, settings)
        if failures := describe_failures(settings, first.result):
            # What was built has been told of: a second look at it would tell of it twice.
            _record_build(settings, identity, failures, is_whole)
            raise _failed(failures)
        hand_over(settings, estimator_inputs(params.manifest), context.log.info)
        derive_estimates(settings, context.log.info)
        arguments += AFTER_ESTIMATORS
    invocation = Invocation(settings, arguments, environment, _project_folder(params))
    yield from _events(invocation, params, translator, project, context, settings)
    failures = describe_failures(settings, invocation.result)
    hand_over(settings, everything_read(params.manifest), context.log.info)
    _record_build(settings, identity, failures, is_whole)
    context.log.info(summary(invocation.result, (datetime.now(UTC) - started).total_seconds()))
    if failures:
        raise _failed(failures)


def _failed(failures: list[str]) -> dg.Failure:
    return dg.Failure(
        "the warehouse build failed; nothing will be published:\n  - " + "\n  - ".join(failures),
        allow_retries=False,
    )


def _events(
    invocation: Invocation,
    params: Any,
    translator: DagsterDbtTranslator,
    project: DbtProject,
    context: dg.AssetExecutionContext,
    settings: Settings,
) -> Iterator[Any]:
    from dagster_dbt.core.dbt_cli_event import DbtCoreCliEventMessage

    for event in invocation.stream():
        message = DbtCoreCliEventMessage(raw_event=event, event_history_metadata={})
        if _is_asset_event(params.manifest, translator, project, event):
            yield from message.to_default_asset_events(
                params.manifest, translator, context, settings.dbt_artifacts, project
            )


def derive_estimates(settings: Settings, say: Callable[[str], None]) -> None:
    """Fit the estimators on the tables that were just built, with the project's own vars."""
    from dagster_project.publication.identity import parameters
    from estimators.derive import derive

    conventions = parameters(settings)
    for line in derive(
        settings.home,
        penalty=float(conventions["ridge_lambda"]),
        events_per_feature=int(conventions["events_per_feature"]),
        driver_false_discovery_rate=float(conventions["driver_false_discovery_rate"]),
    ):
        say(line)


def discard_if_unreadable(settings: Settings, say: Callable[[str], None]) -> None:
    """Remove a warehouse that a dying process left in pieces: everything in it is rebuilt."""
    import duckdb

    if not settings.warehouse.is_file():
        return
    try:
        duckdb.connect(str(settings.warehouse)).close()
    except duckdb.Error as error:
        if "Conflicting lock" in str(error):
            raise
        say(f"the warehouse cannot be opened and is built from nothing: {error}")
        settings.warehouse.unlink()
        settings.warehouse.with_name("warehouse.duckdb.wal").unlink(missing_ok=True)


def _project_folder(params: Any) -> Path | None:
    """A long selection stands in a selector file of a copied project; else the project itself."""
    return Path(params.dbt_project.project_dir) if params.dbt_project else None


def _is_asset_event(
    manifest: Any, translator: DagsterDbtTranslator, project: DbtProject, event: dict[str, Any]
) -> bool:
    """Leave out tests of formulas: they rest on no model, so they are the check of no asset."""
    from dagster_dbt.asset_utils import get_asset_check_key_for_test

    unique_id = event["data"].get("node_info", {}).get("unique_id", "")
    if not unique_id.startswith("test."):
        return True
    key = get_asset_check_key_for_test(manifest, translator, unique_id, project=project)
    return key is not None and key.asset_key.path[0] != "raw"


def _is_whole(selection: Sequence[str]) -> bool:
    return list(selection) == ["--select", "fqn:*"]


def describe_failures(settings: Settings, result: Any) -> list[str]:
    """One line per failed node: name, message, and the path of its compiled SQL."""
    if result.exception is not None:
        return [f"dbt: {result.exception}"]
    lines = []
    for node in result.result.results:
        if str(node.status) not in BAD:
            continue
        path = getattr(node.node, "compiled_path", None) or node.node.original_file_path
        message = " ".join(str(node.message or "").split())[:400]
        lines.append(f"{node.node.name}: {message} [{path}]")
    return lines


def summary(result: Any, seconds: float) -> str:
    """Counts by outcome, as in `dbt: 9 in parts, 120 pass, 11 success, 30 unchanged in 33 s`."""
    if result.result is None:
        return f"dbt stopped after {seconds:.0f} s"
    counts: dict[str, int] = {}
    for node in result.result.results:
        said = {UNCHANGED: "unchanged", IN_PARTS: "in parts"}
        outcome = said.get(node.message, str(node.status))
        counts[outcome] = counts.get(outcome, 0) + 1
    words = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
    return f"dbt: {words} in {seconds:.0f} s"


def _record_build(
    settings: Settings, identity: Identity, failures: list[str], is_whole: bool
) -> None:
    """Leave the outcome for the gate. A partial build never vouches for the whole warehouse."""
    path = build_record_path(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not is_whole:
        failures = [*failures, "only a part of the warehouse was rebuilt; run everything"]
    record = {
        "publication_id": identity.publication_id,
        "is_success": not failures,
        "failures": failures,
    }
    write_json(record, path)
