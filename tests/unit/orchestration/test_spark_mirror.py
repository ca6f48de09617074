"""Spark's Parquet folders as a DuckDB file: columns, instants, descriptions, crashes, leftovers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from dagster_project.resources import Settings
from dagster_project.spark_mirror import (
    Relation,
    estimator_inputs,
    everything_read,
    hand_over,
    mirror,
)

NPS = Relation("marts", "nps", "Net promoter score.", {"segment": "Who's meant.", "gone": "x"})
EMPTY = Relation("quality", "findings")
INSTANT = "timestamptz '2026-06-30 23:30:00+00'"


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """Two tables as Spark leaves them: several files, a marker, instants with a zone."""
    folder = tmp_path / "spark" / "warehouse"
    _write(folder / "marts.db" / "nps", "part-0", f"'b' as segment, {INSTANT} as seen_at, 1.5 as x")
    _write(folder / "marts.db" / "nps", "part-1", "'a', timestamptz '2026-01-01 00:00:00+00', null")
    _write(folder / "quality.db" / "findings", "part-0", "cast(3 as bigint) as n where false")
    (folder / "marts.db" / "nps" / "_SUCCESS").touch()
    return folder


def _write(folder: Path, name: str, columns: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    names = "" if " as " in columns else "as t(segment, seen_at, x)"
    select = f"(values ({columns})) {names}" if names else f"(select {columns})"
    duckdb.execute(
        f"copy (select * from {select}) to '{folder}/{name}-c000.snappy.parquet' (format parquet)"
    )


def _ask(database: Path, query: str) -> list[Any]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_rows_columns_and_types(tables: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse.duckdb"
    assert mirror(tables, warehouse, [NPS, EMPTY]) == []
    described = _ask(warehouse, "describe marts.nps")
    assert [(name, kind) for name, kind, *_ in described] == [
        ("segment", "VARCHAR"),
        ("seen_at", "TIMESTAMP"),
        ("x", "DECIMAL(2,1)"),
    ]
    assert _ask(
        warehouse, "select segment, cast(seen_at as varchar) from marts.nps order by 1"
    ) == [
        ("a", "2026-01-01 00:00:00"),
        ("b", "2026-06-30 23:30:00"),
    ]
    assert _ask(warehouse, "select count(*), typeof(max(n)) from quality.findings") == [
        (0, "BIGINT")
    ]


def test_descriptions_come_along(tables: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse.duckdb"
    mirror(tables, warehouse, [NPS])
    assert _ask(warehouse, "select comment from duckdb_tables()") == [("Net promoter score.",)]
    assert _ask(
        warehouse, "select column_name, comment from duckdb_columns() where comment is not null"
    ) == [("segment", "Who's meant.")]


def test_what_spark_did_not_build_is_named_and_left_out(tables: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse.duckdb"
    assert mirror(tables, warehouse, [EMPTY, Relation("marts", "failed")]) == ["marts.failed"]
    assert _ask(warehouse, "select table_name from duckdb_tables()") == [("findings",)]


def test_the_file_of_before_is_replaced_with_its_log(tables: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("create table left_over as select 1 as one")
    warehouse.with_name("warehouse.duckdb.wal").write_bytes(b"of a killed process")
    warehouse.with_name("warehouse.duckdb.mirror99").write_bytes(b"of a killed mirror")
    mirror(tables, warehouse, [NPS])
    assert _ask(warehouse, "select table_name from duckdb_tables()") == [("nps",)]
    assert sorted(p.name for p in tmp_path.glob("warehouse*")) == ["warehouse.duckdb"]


def test_a_folder_without_data_leaves_the_file_of_before(tables: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse.duckdb"
    mirror(tables, warehouse, [NPS])
    (tables / "quality.db" / "findings" / "part-0-c000.snappy.parquet").unlink()
    with pytest.raises(duckdb.Error, match="findings"):
        mirror(tables, warehouse, [EMPTY])
    assert _ask(warehouse, "select count(*) from marts.nps") == [(2,)]


def _node(schema: str, name: str, *tags: str, kind: str = "model") -> dict[str, Any]:
    return {
        "resource_type": kind,
        "alias": name,
        "config": {"schema": schema},
        "tags": list(tags),
        "description": f"About {name}.",
        "columns": {"a": {"description": "A."}},
    }


MANIFEST = {
    "nodes": {
        str(number): node
        for number, node in enumerate(
            [
                _node("marts", "nps"),
                _node("exports", "crm_tasks"),
                _node("intermediate", "groups", "estimator_input"),
                _node("intermediate", "hidden"),
                _node("staging", "view"),
                _node("marts", "seed", kind="seed"),
            ]
        )
    }
}


def test_what_is_mirrored_follows_from_the_manifest() -> None:
    assert [str(r) for r in estimator_inputs(MANIFEST)] == ["intermediate.groups"]
    assert [str(r) for r in everything_read(MANIFEST)] == [
        "exports.crm_tasks",
        "intermediate.groups",
        "marts.nps",
    ]
    assert everything_read(MANIFEST)[2] == Relation("marts", "nps", "About nps.", {"a": "A."})


def test_only_a_build_on_spark_hands_over(tables: Path, tmp_path: Path) -> None:
    said: list[str] = []
    environment = {"LOYALTY_HOME": str(tmp_path)}
    hand_over(Settings.from_environment(environment), [NPS], said.append)
    assert not (tmp_path / "warehouse.duckdb").exists()
    environment["LOYALTY_DBT_TARGET"] = "spark"
    hand_over(Settings.from_environment(environment), [NPS, Relation("a", "b")], said.append)
    assert (tmp_path / "warehouse.duckdb").is_file()
    assert said == ["1 of Spark's tables are in warehouse.duckdb", "Spark holds no a.b"]
