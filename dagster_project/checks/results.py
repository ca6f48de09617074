"""Results of the checks in the lake: one Parquet file per source, read by dbt and reused."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dagster_project.parquet import write_table
from dagster_project.resources import Settings
from ingestion.files import read_table

SCHEMA = pa.schema(
    [
        ("source", pa.string()),
        ("entity", pa.string()),
        ("suite", pa.string()),
        ("check_name", pa.string()),
        ("description", pa.string()),
        ("is_blocking", pa.bool_()),
        ("is_passed", pa.bool_()),
        ("observed_value", pa.float64()),
        ("expected_minimum", pa.float64()),
        ("expected_maximum", pa.float64()),
        ("fingerprint", pa.string()),
    ]
)


@dataclass(frozen=True)
class Result:
    """One evaluated expectation; values are aggregates, never rows."""

    source: str
    entity: str
    suite: str
    check_name: str
    description: str
    is_blocking: bool
    is_passed: bool
    observed_value: float
    expected_minimum: float | None
    expected_maximum: float | None
    fingerprint: str

    @property
    def words(self) -> str:
        """One line for a log: what was expected and what was seen."""
        return f"{self.entity}.{self.check_name} = {self.observed_value:g} ({self.description})"


def _path(settings: Settings, name: str) -> Path:
    return settings.lake / "checks" / f"{name}.parquet"


def write_empty(settings: Settings) -> None:
    """The typed file without rows, so that the model builds before the first check."""
    path = _path(settings, "empty")
    _path(settings, "_empty").unlink(missing_ok=True)  # its name in lakes of before Spark
    if not path.is_file() or not pq.read_schema(path).equals(SCHEMA):
        write_table(SCHEMA.empty_table(), path)


def write(settings: Settings, source: str, results: list[Result]) -> None:
    """Replace the results of one source."""
    table = pa.Table.from_pylist([asdict(r) for r in results], schema=SCHEMA)
    write_table(table, _path(settings, source))


def read(settings: Settings, source: str, fingerprint: str) -> list[Result] | None:
    """The kept results when they were made from the same content and suite, else None."""
    path = _path(settings, source)
    if not path.is_file() or not pq.read_schema(path).equals(SCHEMA):
        return None
    results = [Result(**row) for row in read_table(path, SCHEMA).to_pylist()]
    if not results or any(r.fingerprint != fingerprint for r in results):
        return None
    return results
