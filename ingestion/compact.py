"""Merge the lake's many small files, table by table. No row changes, nor where it says it is from.

Files up to ``SMALL`` bytes are merged, in the order of the landed files' names, into files of at
most about ``LARGEST``; so the rows of one landed file stand together, and a reader that wants some
files or some months skips the rest. Quarantine stays as it is.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ingestion import lake, merged
from ingestion.contracts import all_contracts
from ingestion.landings import read
from ingestion.layout import LANDINGS, Lake, raw_schema
from ingestion.lock import writer_lock
from ingestion.sweep import sweep
from ingestion.writer import parquet_options

SMALL = 64 << 20
LARGEST = 256 << 20
GROUP_ROWS = 122_880
GROUP_BYTES = 64 << 20
"""A row group closes at whichever comes first: wide rows stay bounded in memory, too."""
_READ_ROWS = 16_384


@dataclass(frozen=True)
class Table:
    """One folder of the lake, with how its files are written."""

    name: str
    folder: Path
    schema: pa.Schema
    options: dict[str, Any]


@dataclass(frozen=True)
class Compacted:
    """What became of one table, or would: files and bytes before and after."""

    table: str
    files_before: int
    files_after: int
    bytes_before: int
    bytes_after: int


def compact(
    home: Path,
    sources: Sequence[str] | None = None,
    *,
    dry_run: bool = False,
    take_lock: bool = True,
    on_table: Callable[[Compacted], None] | None = None,
) -> list[Compacted]:
    """Merge small files of every table (of ``sources`` only); return the tables with any.

    ``dry_run``: change nothing; bytes after are then those before. ``take_lock`` False when the
    caller holds the lock. Killed at any instant it counts no row twice and loses none: the next
    writer completes or undoes the step. Raises LockedError.
    """
    found = []
    with writer_lock(home) if take_lock else nullcontext():
        target = lake.initialise(home)
        sweep(target)
        landed = {(row.source, row.entity, row.sha256): row.path for row in read(target)}
        for table in _tables(target, sources):
            done = _compact_table(target, table, landed, dry_run)
            if done is not None:
                found.append(done)
                if on_table is not None:
                    on_table(done)
    return found


def _tables(target: Lake, sources: Sequence[str] | None) -> Iterator[Table]:
    for contract in all_contracts():
        if sources is None or contract.source in sources:
            for entity in contract:
                name = f"{contract.source}/{entity.name}"
                folder = target.raw(contract.source, entity.name)
                yield Table(name, folder, raw_schema(entity), parquet_options(entity))
    if sources is None:
        yield Table("landings", target.landings, LANDINGS, {"compression": "zstd"})


def _compact_table(
    target: Lake, table: Table, landed: dict[tuple[str, str, str], str], dry_run: bool
) -> Compacted | None:
    before = lake.data_files(table.folder)
    groups = _groups(before, table, landed)
    if not groups:
        return None
    after = len(before) - sum(len(group) - 1 for group in groups)
    size = _bytes(before)
    if dry_run:
        return Compacted(table.name, len(before), after, size, size)
    while groups:  # merged files pack better, and may be small again
        for group in groups:
            _merge(target, table, group)
        groups = _groups(lake.data_files(table.folder), table, landed)
    standing = lake.data_files(table.folder)
    return Compacted(table.name, len(before), len(standing), size, _bytes(standing))


def _bytes(paths: list[Path]) -> int:
    return sum(path.stat().st_size for path in paths)


def _groups(
    paths: list[Path], table: Table, landed: dict[tuple[str, str, str], str]
) -> list[list[Path]]:
    """Divide small files, in the order of what they hold, into what is merged together."""
    source, _, entity = table.name.partition("/")

    def order(path: Path) -> str:
        # Load ids sort by time themselves.
        return min(landed.get((source, entity, part), part) for part in merged.parts_of(path))

    groups: list[list[Path]] = []
    size = LARGEST + 1
    for path in sorted((path for path in paths if path.stat().st_size <= SMALL), key=order):
        size += path.stat().st_size
        if size > LARGEST:
            groups.append([])
            size = path.stat().st_size
        groups[-1].append(path)
    return [group for group in groups if len(group) > 1]


def _merge(target: Lake, table: Table, group: list[Path]) -> None:
    parts = [part for path in group for part in merged.parts_of(path)]
    target.scratch.mkdir(parents=True, exist_ok=True)
    aside = target.scratch / f"{uuid.uuid4().hex}.parquet"
    schema = _schema(table.schema, group)
    rows = 0
    with pq.ParquetWriter(aside, schema, **table.options) as writer:
        for rows_group in _row_groups(group, schema):
            writer.write_table(rows_group)
            rows += len(rows_group)
        writer.add_key_value_metadata(merged.metadata_of(parts))
    if rows != sum(pq.read_metadata(path).num_rows for path in group):
        raise AssertionError(f"{table.name}: merging changed the number of rows")
    merged.swap(target, aside, table.folder, group, merged.name_of(parts))


def _schema(declared: pa.Schema, group: list[Path]) -> pa.Schema:
    """The declared columns and those of an earlier contract that some file still has."""
    for path in group:
        for field in pq.read_schema(path).remove_metadata():
            if field.name not in declared.names:
                declared = declared.append(field)
    return declared


def _row_groups(group: list[Path], schema: pa.Schema) -> Iterator[pa.Table]:
    waiting: list[pa.Table] = []
    rows = size = 0
    for path in group:
        with pq.ParquetFile(path, pre_buffer=False) as file:
            for batch in file.iter_batches(batch_size=_READ_ROWS):
                table = _aligned(pa.table(batch), schema)
                waiting.append(table)
                rows += len(table)
                size += table.nbytes
                if rows >= GROUP_ROWS or size >= GROUP_BYTES:
                    yield pa.concat_tables(waiting)
                    waiting, rows, size = [], 0, 0
    if waiting:
        yield pa.concat_tables(waiting)


def _aligned(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """Bring a part that was written under another contract to the columns of all."""
    columns = [
        table[field.name].cast(field.type)
        if field.name in table.column_names
        else pa.nulls(len(table), field.type)
        for field in schema
    ]
    return pa.table(columns, schema=schema)
