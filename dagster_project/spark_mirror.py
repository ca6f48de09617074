"""The tables that Spark built, as the DuckDB file which estimators, audit and publication read."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.public import EXPORT_SCHEMA
from dagster_project.publication.publish import PUBLIC_SCHEMAS, quoted
from dagster_project.resources import Settings
from dagster_project.spark import is_spark, tables_folder

ESTIMATOR_TAG = "estimator_input"
"""What models carry that an estimator reads."""


@dataclass(frozen=True)
class Relation:
    """A table to mirror, with the descriptions that dbt would write to DuckDB."""

    schema: str
    name: str
    description: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}"


def estimator_inputs(manifest: Mapping[str, Any]) -> list[Relation]:
    """What the estimators read."""
    return sorted(_relations(manifest, lambda node: ESTIMATOR_TAG in node["tags"]), key=str)


def everything_read(manifest: Mapping[str, Any]) -> list[Relation]:
    """What anybody reads of a finished warehouse: public and export schemas, estimator inputs."""
    schemas = {*PUBLIC_SCHEMAS, EXPORT_SCHEMA}
    chosen = {
        str(relation): relation
        for relation in [
            *_relations(manifest, lambda node: node["config"]["schema"] in schemas),
            *estimator_inputs(manifest),
        ]
    }
    return [chosen[name] for name in sorted(chosen)]


def _relations(
    manifest: Mapping[str, Any], is_wanted: Callable[[Mapping[str, Any]], bool]
) -> Iterator[Relation]:
    for node in manifest["nodes"].values():
        if node["resource_type"] == "model" and is_wanted(node):
            words = {name: column["description"] for name, column in node["columns"].items()}
            yield Relation(node["config"]["schema"], node["alias"], node["description"], words)


def hand_over(
    settings: Settings, relations: Collection[Relation], say: Callable[[str], None]
) -> None:
    """Where Spark built, bring `relations` into the file that everything after dbt reads."""
    if not is_spark(settings):
        return
    absent = mirror(tables_folder(settings), settings.warehouse, relations)
    say(f"{len(relations) - len(absent)} of Spark's tables are in {settings.warehouse.name}")
    if absent:
        say(f"Spark holds no {', '.join(absent)}")


def mirror(tables: Path, warehouse: Path, relations: Collection[Relation]) -> list[str]:
    """Replace `warehouse` by a DuckDB file of `relations` from the Parquet folders in `tables`.

    Names and order of the columns are Spark's; instants become UTC timestamps without a zone, as
    DuckDB's own build writes them. Written aside and renamed: a crash leaves the old file or the
    new one. Returns what has no folder (a model that failed or was not selected).

    Raises duckdb.Error where a folder holds no readable Parquet.
    """
    for left in warehouse.parent.glob(f"{warehouse.name}.mirror*"):
        left.unlink()
    aside = warehouse.with_name(f"{warehouse.name}.mirror{os.getpid()}")
    absent = []
    with duckdb.connect(str(aside)) as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute("set preserve_insertion_order = false")
        for relation in relations:
            folder = tables / f"{relation.schema}.db" / relation.name
            if not folder.is_dir():
                absent.append(str(relation))
                continue
            connection.execute(f"create schema if not exists {relation.schema}")
            _copy(connection, relation, folder)
    warehouse.with_name(f"{warehouse.name}.wal").unlink(missing_ok=True)
    aside.replace(warehouse)
    return absent


def _copy(connection: duckdb.DuckDBPyConnection, relation: Relation, folder: Path) -> None:
    source = f"read_parquet({quoted(folder / '*.parquet')})"
    kinds = {
        name: kind
        for name, kind, *_ in connection.execute(f"describe select * from {source}").fetchall()
    }
    columns = ", ".join(
        f'cast("{name}" as timestamp) as "{name}"' if kind.startswith("TIMESTAMP") else f'"{name}"'
        for name, kind in kinds.items()
    )
    connection.execute(f"create table {relation} as select {columns} from {source}")
    if relation.description:
        connection.execute(f"comment on table {relation} is {quoted(relation.description)}")
    for name, words in relation.columns.items():
        if words and name in kinds:
            connection.execute(f'comment on column {relation}."{name}" is {quoted(words)}')
