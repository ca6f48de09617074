"""Which publication the next one is compared with, and what the lake keeps of each."""

from __future__ import annotations

from datetime import datetime

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dagster_project.parquet import write_table
from dagster_project.publication import history
from dagster_project.publication.versions import point_to, versions_folder, write_held
from dagster_project.resources import Settings


def keep(settings: Settings, name: str, day: int, previous: str | None = None) -> None:
    """One figure of a publication in the history, its version on disk and current."""
    row = {"kpi": "nps", "publication_id": name, "built_at": datetime(2026, 7, day)}
    table = pa.Table.from_pylist([{**row, "previous_publication_id": previous}], history.SCHEMA)
    write_table(table, history.folder(settings) / f"{name}.parquet")
    versions_folder(settings).mkdir(parents=True, exist_ok=True)
    (versions_folder(settings) / f"{name}.duckdb").touch()
    point_to(settings, name)


@pytest.fixture(autouse=True)
def _empty(settings: Settings) -> None:
    history.write_empty(settings)


def test_the_first_publication_has_none_before_it(settings: Settings) -> None:
    assert history.previous_publication(settings, "a") is None
    keep(settings, "a", 1)
    # Built again, it still is the first one.
    assert history.previous_publication(settings, "a") is None


def test_it_is_the_one_that_readers_see(settings: Settings) -> None:
    keep(settings, "a", 1)
    keep(settings, "b", 2, previous="a")
    assert history.previous_publication(settings, "c") == "b"
    assert history.previous_publication(settings, "b") == "a"


def test_after_a_rollback_it_is_the_one_rolled_back_to(settings: Settings) -> None:
    keep(settings, "a", 1)
    keep(settings, "b", 2, previous="a")
    point_to(settings, "a")
    write_held(settings, {"b"})
    assert history.previous_publication(settings, "c") == "a"
    # What was rolled back to is built again: it never came after the withdrawn one.
    assert history.previous_publication(settings, "a") is None


def test_without_any_publication_the_history_knows(settings: Settings) -> None:
    keep(settings, "a", 1)
    keep(settings, "b", 2, previous="a")
    keep(settings, "c", 3, previous="b")
    settings.marts.unlink()
    assert history.previous_publication(settings, "b") == "a"
    assert history.previous_publication(settings, "d") == "c"
    write_held(settings, {"c"})
    assert history.previous_publication(settings, "d") == "b"


def test_histories_older_than_a_column_are_read(settings: Settings) -> None:
    old = history.SCHEMA.remove(history.SCHEMA.get_field_index("period_label"))
    for name in ("_empty", "a"):
        write_table(old.empty_table(), history.folder(settings) / f"{name}.parquet")
    history.write_empty(settings)
    assert pq.read_schema(history.folder(settings) / "empty.parquet").equals(history.SCHEMA)
    files = str(history.folder(settings) / "*.parquet")
    names = duckdb.sql(f"from read_parquet('{files}', union_by_name = true)").columns
    assert set(names) == {field.name for field in history.SCHEMA}
