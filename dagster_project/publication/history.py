"""The headline figures of every publication, kept in the lake (the warehouse is disposable)."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from dagster_project.parquet import write_table
from dagster_project.publication.publish import quoted
from dagster_project.resources import Settings

SCHEMA = pa.schema(
    [
        ("kpi", pa.string()),
        ("dimension", pa.string()),
        ("period", pa.date32()),
        ("value", pa.float64()),
        ("lo", pa.float64()),
        ("hi", pa.float64()),
        ("publication_id", pa.string()),
        ("built_at", pa.timestamp("us")),
    ]
)


def folder(settings: Settings) -> Path:
    """Where the history stands, one file per publication."""
    return settings.lake / "publications"


def write_empty(settings: Settings) -> None:
    """The typed file without rows, so that the model builds before the first publication."""
    path = folder(settings) / "_empty.parquet"
    if not path.is_file():
        write_table(SCHEMA.empty_table(), path)


def record(settings: Settings, publication_id: str) -> int:
    """Keep the figures of the publication that was just made. Returns how many."""
    with duckdb.connect() as connection:
        connection.execute(f"attach {quoted(settings.warehouse)} as warehouse (read_only)")
        connection.execute("set TimeZone = 'UTC'")
        table = connection.execute(
            "select kpi, dimension, period, value, lo, hi, publication_id, built_at"
            " from warehouse.meta.published_figures where publication_id = ? order by all",
            [publication_id],
        ).to_arrow_table()
    write_table(table.cast(SCHEMA), folder(settings) / f"{publication_id}.parquet")
    return int(table.num_rows)
