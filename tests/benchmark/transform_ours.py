"""The build as the pipeline does it, and a record of every statement that it compiled.

Usage: python tests/benchmark/transform_ours.py RECORD.json, with LOYALTY_HOME set.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from dagster_project.dbt_runner import invoke
from dagster_project.publication.identity import current_identity
from dagster_project.resources import Settings
from dagster_project.warehouse import (
    AFTER_ESTIMATORS,
    BEFORE_ESTIMATORS,
    WITHOUT_UNIT_TESTS,
    derive_estimates,
    describe_failures,
)
from dagster_project.writing import writing


def main(record: Path) -> None:
    """Build everything; write seconds by part and the compiled statements in their order."""
    settings = Settings.from_environment()
    started, cpu = time.monotonic(), time.process_time()
    with writing(settings, say=print):
        environment = current_identity(settings).environment("2026-07-01 06:00:00")
        first = invoke(settings, [*BEFORE_ESTIMATORS, "--full-refresh"], environment)
        _stop_on_failure(settings, first)
        before_estimators = time.monotonic()
        derive_estimates(settings, say=print)
        estimators = time.monotonic() - before_estimators
        rest = ["build", *WITHOUT_UNIT_TESTS, *AFTER_ESTIMATORS, "--full-refresh"]
        second = invoke(settings, rest, environment)
        _stop_on_failure(settings, second)
    nodes = [node for part in (first, second) for node in part.result.results]
    build = sum(_span(part.result.results) for part in (first, second))
    record.write_text(
        json.dumps(
            {
                "build_s": build,
                "cpu_s": time.process_time() - cpu,
                "estimators_s": estimators,
                "startup_s": time.monotonic() - started - build - estimators,
                "statements": [s for node in nodes if (s := _statement(node)) is not None],
            }
        )
    )


def _stop_on_failure(settings: Settings, part: Any) -> None:
    if failures := describe_failures(settings, part):
        raise SystemExit("the build failed:\n" + "\n".join(failures))


def _span(results: list[Any]) -> float:
    """Seconds from the start of the first node to the end of the last one."""
    times = [t for node in results for t in node.timing if t.started_at and t.completed_at]
    first = min(_instant(t.started_at) for t in times)
    return (max(_instant(t.completed_at) for t in times) - first).total_seconds()


def _instant(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))


def _statement(result: Any) -> dict[str, str] | None:
    """Kind, relation and SQL of a node; None for seeds and hooks, which compile to none."""
    node = result.node
    kind = str(node.resource_type)
    if kind == "model":
        return {
            "kind": str(node.config.materialized),
            "schema": node.schema,
            "relation": f"{node.schema}.{node.alias}",
            "sql": node.compiled_code,
        }
    if kind == "test":
        return {"kind": "test", "schema": "", "relation": node.name, "sql": node.compiled_code}
    return None


if __name__ == "__main__":
    main(Path(sys.argv[1]))
