"""Copy the public schemas into a new version, aside, and only then swap the pointer."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import duckdb

from dagster_project.publication.versions import (
    point_to,
    sync_file,
    sync_folder,
    versions_folder,
    write_held,
)
from dagster_project.resources import Settings

PUBLIC_SCHEMAS = ("marts", "quality", "meta")


def publish(settings: Settings, publication_id: str, expected: set[str]) -> dict[str, int]:
    """Write the version files, then swap the pointer. Returns rows per public relation.

    expected: the relations (schema.name) to copy; what a removed model left behind is not.
    """
    folder = versions_folder(settings)
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f".{publication_id}.{os.getpid()}"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    database = aside / f"{publication_id}.duckdb"
    rows = copy_public_schemas(settings, database, aside / "parquet", expected)
    sync_file(database)
    replace_folder(aside / "parquet", folder / publication_id)
    database.replace(folder / database.name)
    sync_folder(folder)
    shutil.rmtree(aside, ignore_errors=True)
    point_to(settings, publication_id)
    write_held(settings, set())
    return rows


def replace_folder(source: Path, target: Path) -> None:
    """Move a finished folder into place; an older one of the same name steps aside first."""
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.replace(old)
    source.replace(target)
    shutil.rmtree(old, ignore_errors=True)


def copy_public_schemas(
    settings: Settings, database: Path, parquet: Path, expected: set[str]
) -> dict[str, int]:
    """Copy tables with their descriptions into `database`, and each one as Parquet."""
    rows: dict[str, int] = {}
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute("set autoinstall_known_extensions = false")
        connection.execute(f"attach {quoted(settings.warehouse)} as warehouse (read_only)")
        connection.execute(f"attach {quoted(database)} as target")
        for schema, relation in public_relations(connection):
            name = f"{schema}.{relation}"
            if name not in expected:
                continue
            connection.execute(f"create schema if not exists target.{schema}")
            connection.execute(f"create table target.{name} as select * from warehouse.{name}")
            _copy_descriptions(connection, schema, relation)
            path = parquet / schema / f"{relation}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            connection.execute(f"copy target.{name} to {quoted(path)} (format parquet)")
            sync_file(path)
            rows[name] = _count(connection, f"target.{name}")
        connection.execute("checkpoint target")
        connection.execute("detach target")
    return rows


def public_relations(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Schema and name of every public relation in the attached `warehouse`, sorted."""
    found = connection.execute(
        "select table_schema, table_name from information_schema.tables"
        " where table_catalog = 'warehouse' and list_contains(?, table_schema) order by all",
        [list(PUBLIC_SCHEMAS)],
    ).fetchall()
    return [(str(schema), str(name)) for schema, name in found]


def _copy_descriptions(connection: duckdb.DuckDBPyConnection, schema: str, relation: str) -> None:
    comment = connection.execute(
        "select comment from duckdb_tables() where database_name = 'warehouse'"
        " and schema_name = ? and table_name = ?",
        [schema, relation],
    ).fetchone()
    name = f"target.{schema}.{relation}"
    if comment and comment[0]:
        connection.execute(f"comment on table {name} is {quoted(comment[0])}")
    columns = connection.execute(
        "select column_name, comment from duckdb_columns() where database_name = 'warehouse'"
        " and schema_name = ? and table_name = ? and comment is not null",
        [schema, relation],
    ).fetchall()
    for column, words in columns:
        connection.execute(f'comment on column {name}."{column}" is {quoted(words)}')


def _count(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    row = connection.execute(f"select count(*) from {name}").fetchone()
    return int(row[0]) if row else 0


def quoted(value: object) -> str:
    """An SQL string literal."""
    return "'" + str(value).replace("'", "''") + "'"
