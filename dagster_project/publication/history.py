"""The headline figures of every publication, kept in the lake (the warehouse is disposable)."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from dagster_project.parquet import write_table
from dagster_project.publication.publish import quoted
from dagster_project.publication.versions import current_id, read_held
from dagster_project.resources import Settings

SCHEMA = pa.schema(
    [
        ("kpi", pa.string()),
        ("dimension", pa.string()),
        ("period", pa.date32()),
        ("period_label", pa.string()),
        ("value", pa.float64()),
        ("lo", pa.float64()),
        ("hi", pa.float64()),
        ("publication_id", pa.string()),
        ("built_at", pa.timestamp("us")),
        ("previous_publication_id", pa.string()),
    ]
)


def folder(settings: Settings) -> Path:
    """Where the history stands, one file per publication."""
    return settings.lake / "publications"


def is_recorded(settings: Settings, publication_id: str) -> bool:
    """Whether the figures of this publication are kept."""
    return (folder(settings) / f"{publication_id}.parquet").is_file()


def write_empty(settings: Settings) -> None:
    """The typed file without rows: the model builds before the first publication, and finds every
    column though the kept files are older than it."""
    import pyarrow.parquet as pq

    path = folder(settings) / "empty.parquet"
    path.with_name("_empty.parquet").unlink(missing_ok=True)  # its name in lakes of before Spark
    if not path.is_file() or not pq.read_schema(path).equals(SCHEMA):
        write_table(SCHEMA.empty_table(), path)


def record(settings: Settings, publication_id: str) -> int:
    """Keep the figures of the publication that was just made. Returns how many."""
    with duckdb.connect() as connection:
        connection.execute(f"attach {quoted(settings.warehouse)} as warehouse (read_only)")
        connection.execute("set TimeZone = 'UTC'")
        table = connection.execute(
            "select kpi, dimension, period, period_label, value, lo, hi,"
            " figures.publication_id, figures.built_at, publication.previous_publication_id"
            " from warehouse.meta.published_figures as figures"
            " cross join warehouse.meta.publication as publication"
            " where figures.publication_id = ? order by all",
            [publication_id],
        ).to_arrow_table()
    write_table(table.cast(SCHEMA), folder(settings) / f"{publication_id}.parquet")
    return int(table.num_rows)


def previous_publication(settings: Settings, publication_id: str) -> str | None:
    """The publication that `publication_id` is to be compared with; None for the first one.

    The one that readers see now, so after a rollback not the one withdrawn. A publication that is
    built again keeps its own. Where nothing is published any more: the newest of the history.
    """
    current = current_id(settings)
    if current not in (None, publication_id):
        return current
    with duckdb.connect() as connection:
        rows = connection.execute(
            "select publication_id, max(previous_publication_id) from"
            " read_parquet(?, union_by_name = true) group by 1 order by max(built_at) desc, 1",
            [str(folder(settings) / "*.parquet")],
        ).fetchall()
    known: dict[str, str | None] = dict(rows)
    if publication_id in known:
        return known[publication_id]
    held = read_held(settings)
    return next((name for name in known if name not in held), None)
