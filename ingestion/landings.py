"""The landings log: which content landed where, when, and what became of it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa

from ingestion import files
from ingestion.lake import data_files
from ingestion.layout import LANDINGS, Lake

RELOADABLE = ("unknown_entity", "unsupported_extension")
"""Files quarantined for these are read again once a contract or a reader knows them."""


NEW_COLUMNS = "new columns kept in _extra: "
"""Begins the warning that names undeclared columns; the log remembers what was reported."""

FLUSH_SECONDS = 1.0
"""How much work a killed load may lose: files finished since the log was last written."""


@dataclass(frozen=True)
class Landing:
    """One row of the log. Times are naive UTC."""

    load_id: str
    source: str
    entity: str
    path: str
    sha256: str
    size_bytes: int
    landed_at: datetime
    rows_in: int
    rows_loaded: int
    rows_quarantined: int
    status: str
    reason: str | None
    warnings: str
    mtime_ns: int


class LandingsLog:
    """The log of one home, and the rows that the running load adds to it.

    The running load's rows are written to one file, replaced as it grows, so that a load that is
    killed keeps what it finished; ``flush`` ends it.
    """

    def __init__(self, lake: Lake, load_id: str, rows: list[Landing]) -> None:
        self._lake = lake
        self._load_id = load_id
        self._added: list[Landing] = []
        self._latest_by_path: dict[str, Landing] = {}
        self._first_by_content: dict[tuple[str, str, str], Landing] = {}
        self._in_force: dict[tuple[str, str], Landing] = {}
        self._reported: dict[tuple[str, str], set[str]] = {}
        self._flushed_at = time.monotonic()
        self._unwritten = False
        for landing in rows:
            self._index(landing)

    def _index(self, landing: Landing) -> None:
        entity = (landing.source, landing.entity)
        self._latest_by_path[landing.path] = landing
        content = (*entity, landing.sha256)
        first = self._first_by_content.get(content)
        if first is None or first.reason in RELOADABLE:
            self._first_by_content[content] = landing
        for warning in json.loads(landing.warnings):
            if warning.startswith(NEW_COLUMNS):
                names = warning.removeprefix(NEW_COLUMNS).split(", ")
                self._reported.setdefault(entity, set()).update(names)
        if landing.status != "quarantined_file":
            current = self._in_force.get(entity)
            if current is None or _force(landing) >= _force(current):
                self._in_force[entity] = landing

    def at_path(self, path: str) -> Landing | None:
        """Return what was last seen at ``path``."""
        return self._latest_by_path.get(path)

    def content(self, source: str, entity: str, sha256: str) -> Landing | None:
        """Return the load of these bytes, under whichever name they landed."""
        return self._first_by_content.get((source, entity, sha256))

    def in_force(self, source: str, entity: str) -> Landing | None:
        """Return the file of a snapshot entity that landed last."""
        return self._in_force.get((source, entity))

    def add(self, landing: Landing) -> None:
        """Append a row; it is written down within a second of work, or by ``flush``."""
        self._added.append(landing)
        self._index(landing)
        self._unwritten = True
        if time.monotonic() - self._flushed_at >= FLUSH_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write down durably what was added."""
        if self._unwritten:
            target = self._lake.landings / f"{self._load_id}.parquet"
            files.write_table(_table(self._added), target, self._lake.scratch)
            self._unwritten = False
        self._flushed_at = time.monotonic()

    def unreported(self, source: str, entity: str, columns: Iterable[str]) -> list[str]:
        """Return the ``columns`` that no warning of this entity has named yet, sorted."""
        return sorted(set(columns) - self._reported.get((source, entity), set()))

    def replace(self, landing: Landing) -> None:
        """Correct what the log says of content that was read again under other rules."""
        self.flush()
        self._first_by_content[(landing.source, landing.entity, landing.sha256)] = landing
        for path in data_files(self._lake.landings):
            rows = _rows(path)
            changed = [_reread(row, landing) for row in rows]
            if changed != rows:
                files.write_table(_table(changed), path, self._lake.scratch)


def read(lake: Lake) -> list[Landing]:
    """Read the whole log in the order in which it was written."""
    for attempt in range(3):
        paths = data_files(lake.landings)
        try:
            rows = pl.read_parquet(paths, glob=False).to_dicts() if paths else []
        except FileNotFoundError:  # a reader without the lock may meet files that are merged
            if attempt == 2:
                raise
            continue
        break
    return sorted((Landing(**row) for row in rows), key=lambda row: row.load_id)


def rewrite(lake: Lake, counts: dict[tuple[str, str, str], tuple[int, int]]) -> None:
    """Lower the counts of files from which an erasure took rows.

    ``counts`` maps (source, entity, sha256) to (rows loaded, rows quarantined) that remain.
    """
    for path in data_files(lake.landings):
        rows = _rows(path)
        changed = [_recount(row, counts) for row in rows]
        if changed != rows:
            files.write_table(_table(changed), path, lake.scratch)


def _rows(path: Path) -> list[Landing]:
    rows: list[dict[str, Any]] = files.read_table(path, LANDINGS).to_pylist()
    return [Landing(**row) for row in rows]


def _reread(row: Landing, landing: Landing) -> Landing:
    same = (row.source, row.entity, row.sha256) == (
        landing.source,
        landing.entity,
        landing.sha256,
    )
    if not same or row.status == "duplicate":
        return row
    return replace(
        row, status=landing.status, reason=landing.reason, warnings=landing.warnings,
        rows_in=landing.rows_in, rows_loaded=landing.rows_loaded,
        rows_quarantined=landing.rows_quarantined,
    )  # fmt: skip


def _recount(row: Landing, counts: dict[tuple[str, str, str], tuple[int, int]]) -> Landing:
    key = (row.source, row.entity, row.sha256)
    if key not in counts or row.status != "loaded":
        return row
    loaded, quarantined = counts[key]
    return replace(
        row, rows_in=loaded + quarantined, rows_loaded=loaded, rows_quarantined=quarantined
    )


def _force(landing: Landing) -> tuple[datetime, str]:
    return landing.landed_at, landing.path


def _table(landings: list[Landing]) -> pa.Table:
    return pa.Table.from_pylist([vars(landing) for landing in landings], schema=LANDINGS)
