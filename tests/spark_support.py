"""How tests build the dbt project on either engine and bring Spark's tables into a DuckDB file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
from build_support import build, ingest
from pipeline_support import HASH_KEY, NOW, REPOSITORY, make_sample

from dagster_project.resources import Settings
from dagster_project.spark import SparkUnavailable, require_spark
from dagster_project.spark_mirror import everything_read, mirror

SCHEMAS = ("marts", "quality", "meta", "exports")
# A few thousand rows: neither Spark nor the JVM shall compile what it runs once, and a catalog
# that only this process needs stands in its memory.
SMALL = {
    "LOYALTY_SPARK_CODEGEN": "false",
    "LOYALTY_SPARK_ADAPTIVE": "false",
    "LOYALTY_SPARK_PARTITIONS": "1",
    "LOYALTY_SPARK_CATALOG": "in-memory",
    "LOYALTY_SPARK_JAVA_OPTIONS": " ".join(
        [
            "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xms1500m -Xmn800m",
            # With the 48 MB that go with that level, the JVM spends its time on throwing code away.
            "-XX:ReservedCodeCacheSize=240m",
        ]
    ),
}
BUILD = ("build", "--exclude-resource-types", "test", "unit_test", "--quiet")


def missing() -> str:
    """Why Spark cannot run here, in words; empty when it can."""
    try:
        require_spark(Settings.from_environment({"LOYALTY_DBT_TARGET": "spark"}))
    except SparkUnavailable as reason:
        return str(reason)
    return ""


def landed(folder: Path, accounts: int) -> Path:
    """A home with the lake of a sample company, and nothing built yet."""
    home = folder / "home"
    ingest(home, make_sample(folder / "company", accounts))
    return home


def build_on_duckdb(home: Path) -> Path:
    """Build as the pipeline does."""
    build(home, LOYALTY_BUILT_AT=NOW)
    return home / "warehouse.duckdb"


def build_on_spark(home: Path) -> Path:
    """Build all at once, from the same lake and the same estimates; then the DuckDB file of it."""
    artifacts = home / "dbt" / "spark"
    _dbt(home, artifacts, *BUILD)
    manifest = json.loads((artifacts / "manifest.json").read_text())
    target = home / "of_spark.duckdb"
    absent = mirror(home / "spark" / "warehouse", target, everything_read(manifest))
    assert absent == []
    return target


def _dbt(home: Path, artifacts: Path, *arguments: str) -> None:
    """Run dbt on Spark over the lake of `home`; it must succeed."""
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("LOYALTY_", "DBT_"))},
        **SMALL,
        "LOYALTY_HOME": str(home),
        "LOYALTY_HASH_KEY": HASH_KEY,
        "LOYALTY_NOW": NOW,
        "LOYALTY_BUILT_AT": NOW,
        "LOYALTY_DBT_TARGET": "spark",
        "DBT_TARGET_PATH": str(artifacts),
        "DBT_LOG_PATH": str(artifacts),
    }
    place = ["--project-dir", ".", "--profiles-dir", "."]
    finished = subprocess.run(
        [str(Path(sys.executable).with_name("dbt")), "--no-use-colors", *arguments, *place],
        cwd=REPOSITORY / "dbt",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout[-6000:] + finished.stderr[-2000:]


def columns(database: Path) -> dict[str, list[tuple[str, str]]]:
    """Name and type of every column of every relation that people read, in their order."""
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(
            "select table_schema || '.' || table_name, column_name, data_type"
            " from information_schema.columns where list_contains(?, table_schema)"
            " order by table_schema, table_name, ordinal_position",
            [list(SCHEMAS)],
        ).fetchall()
    found: dict[str, list[tuple[str, str]]] = {}
    for relation, name, kind in rows:
        found.setdefault(relation, []).append((name, kind))
    return found
