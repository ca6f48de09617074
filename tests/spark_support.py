"""How tests build the dbt project on either engine and bring Spark's tables into a DuckDB file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import duckdb
from pipeline_support import HASH_KEY, NOW, REPOSITORY

PUBLIC_SCHEMAS = ("marts", "quality", "meta")


def missing() -> str:
    """Why Spark cannot run here, in words; empty when it can."""
    if find_spec("pyspark") is None or find_spec("dbt.adapters.spark") is None:
        return "the extra `spark` is not installed"
    if not shutil.which("java") and "JAVA_HOME" not in os.environ:
        return "there is no Java"
    return ""


def dbt(home: Path, target: str, *arguments: str) -> str:
    """Run dbt on one engine over the lake of `home`; it must succeed. Returns what it said."""
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("LOYALTY_", "DBT_"))},
        "LOYALTY_HOME": str(home),
        "LOYALTY_HASH_KEY": HASH_KEY,
        "LOYALTY_NOW": NOW,
        "LOYALTY_BUILT_AT": NOW,
        "LOYALTY_DBT_TARGET": target,
        # A few thousand rows: neither Spark nor the JVM shall compile what it runs once.
        "LOYALTY_SPARK_CODEGEN": "false",
        "LOYALTY_SPARK_PARTITIONS": "1",
        "LOYALTY_SPARK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "DBT_TARGET_PATH": str(home / "dbt" / target),
        "DBT_LOG_PATH": str(home / "dbt" / target),
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
    return finished.stdout


def as_duckdb(home: Path, target: Path) -> Path:
    """Copy the public relations that Spark built into a DuckDB file, from its Parquet folders."""
    with duckdb.connect(str(target)) as connection:
        connection.execute("set TimeZone = 'UTC'")
        for schema in PUBLIC_SCHEMAS:
            connection.execute(f"create schema {schema}")
            for folder in sorted((home / "spark" / "warehouse" / f"{schema}.db").iterdir()):
                connection.execute(
                    f"create table {schema}.{folder.name} as"
                    f" select {_columns(connection, folder)}"
                    f" from read_parquet('{folder}/*.parquet')"
                )
    return target


def _columns(connection: duckdb.DuckDBPyConnection, folder: Path) -> str:
    """Spark writes instants with a zone; here, as in DuckDB's own build, they are UTC without one."""
    columns = connection.execute(
        f"describe select * from read_parquet('{folder}/*.parquet')"
    ).fetchall()
    return ", ".join(
        f'cast("{name}" as timestamp) as "{name}"' if kind.startswith("TIMESTAMP") else f'"{name}"'
        for name, kind, *_ in columns
    )
