"""The same compiled statements, models and tests, executed by DuckDB alone in one process.

Usage: python tests/benchmark/transform_limit.py RECORD.json BUILT_WAREHOUSE TARGET. Prints seconds.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import duckdb

# Those of dbt/profiles.yml.
SETTINGS = {
    "memory_limit": "2GB",
    "threads": 2,
    "preserve_insertion_order": False,
    "max_vacuum_tasks": 0,
}


def main(record: Path, built: Path, target: Path) -> None:
    """Take the seeds from the built warehouse, then execute every statement in the build's order."""
    statements = json.loads(record.read_text())["statements"]
    # The compiled SQL names its database, so the file bears the name of the warehouse.
    with duckdb.connect(str(target), config=SETTINGS) as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute(f"attach '{built}' as built (read_only)")
        _copy_seeds(connection)
        for schema in sorted({s["schema"] for s in statements if s["schema"]}):
            connection.execute(f"create schema if not exists {schema}")
        started, cpu = time.monotonic(), time.process_time()
        for statement in statements:
            _execute(connection, statement)
        print(time.monotonic() - started, time.process_time() - cpu)


def _copy_seeds(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("create schema seeds")
    rows = connection.execute(
        "select table_name from duckdb_tables()"
        " where database_name = 'built' and schema_name = 'seeds' order by 1"
    ).fetchall()
    for (name,) in rows:
        connection.execute(f"create table seeds.{name} as from built.seeds.{name}")


def _execute(connection: duckdb.DuckDBPyConnection, statement: dict[str, str]) -> None:
    if statement["kind"] == "test":
        connection.execute(f"select count(*) from ({statement['sql']})").fetchone()
    else:
        made = f"create or replace {statement['kind']} {statement['relation']} as"
        connection.execute(f"{made} ({statement['sql']})")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
