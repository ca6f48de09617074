"""The audit and the publication of a built warehouse, and the same tables copied by DuckDB alone.

Usage: python tests/benchmark/publish_stage.py ours | limit TARGET, with LOYALTY_HOME set. Prints JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
from processes import measure

from dagster_project.dbt_runner import read_manifest
from dagster_project.public import public_relation_names
from dagster_project.publication.gate import publish_audited
from dagster_project.resources import Settings
from dagster_project.writing import writing


def publish_all(home: dict[str, str], work: Path) -> dict[str, Any]:
    """Rows, MB (the file and the Parquet beside it), seconds of ours and of DuckDB, peak MiB."""
    script = "tests/benchmark/publish_stage.py"
    limit = measure(script, "limit", str(work / "publish-limit"), **home)
    ours = measure(script, "ours", **home)
    found: dict[str, Any] = json.loads(ours.output.splitlines()[-1])
    bare: dict[str, Any] = json.loads(limit.output.splitlines()[-1])
    return {
        **found,
        "peak_mib": ours.peak_mib,
        "limit_s": bare["wall_s"],
        "limit_cpu_s": bare["cpu_s"],
        "megabytes": bare["megabytes"],
    }


def _ours() -> dict[str, Any]:
    settings = replace(Settings.from_environment(), full_refresh=True)
    read_manifest(settings)  # parsing the project is part of the start-up
    with writing(settings, say=print):
        return _timed(lambda: {"rows": sum(publish_audited(settings).rows.values())})


def _limit(target: Path) -> dict[str, Any]:
    settings = Settings.from_environment()
    expected = sorted(public_relation_names(read_manifest(settings)))
    target.mkdir()
    return _timed(lambda: _copy(settings.warehouse, target, expected)) | {
        "megabytes": sum(path.stat().st_size for path in target.rglob("*.*")) / 1e6
    }


def _copy(warehouse: Path, target: Path, relations: list[str]) -> dict[str, Any]:
    with duckdb.connect(str(target / "copy.duckdb")) as connection:
        connection.execute(f"attach '{warehouse}' as warehouse (read_only)")
        for relation in relations:
            schema, _ = relation.split(".")
            connection.execute(f"create schema if not exists {schema}")
            connection.execute(f"create table {relation} as from warehouse.{relation}")
            connection.execute(f"copy {relation} to '{target}/{relation}.parquet'")
    return {}


def _timed(do: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    started, cpu = time.monotonic(), time.process_time()
    found = do()
    return {**found, "wall_s": time.monotonic() - started, "cpu_s": time.process_time() - cpu}


if __name__ == "__main__":
    print(json.dumps(_ours() if sys.argv[1] == "ours" else _limit(Path(sys.argv[2]))))
