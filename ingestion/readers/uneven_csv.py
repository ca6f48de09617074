"""CSV record by record, for files with records that do not fit: slower, and loses only those.

The fast scan refuses a whole file for one record that is too long or one quote that never closes.
Here such a record is rejected by itself, with its text.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import polars as pl

from ingestion.contracts import Entity
from ingestion.readers.batches import BATCH_BYTES, BATCH_ROWS, Batch, from_frame
from ingestion.readers.header import Header
from ingestion.readers.lazy import MARK, original_csv, shape

LONGEST_RECORD_LINES = 500
"""A quoted field open for more lines than this was never closed."""

csv.field_size_limit(BATCH_BYTES)


def batches(path: Path, header: Header, entity: Entity) -> Iterator[Batch]:
    """Read a UTF-8 CSV file in batches, uneven records apart."""
    width = len(header.names)
    rows: list[tuple[int, list[str | None]]] = []
    malformed: list[tuple[int, str]] = []
    size = 0
    for number, text, cells in islice(_records(path, header.delimiter), header.rows, None):
        size += len(text)
        if cells is None or len(cells) > width:
            malformed.append((number - header.rows, text.rstrip("\r\n")))
        else:
            rows.append((number - header.rows, [*cells, *[None] * (width - len(cells))]))
        if len(rows) + len(malformed) >= BATCH_ROWS or size >= BATCH_BYTES:
            yield _batch(rows, malformed, header, entity)
            rows, malformed, size = [], [], 0
    if rows or malformed:
        yield _batch(rows, malformed, header, entity)


def _batch(
    rows: list[tuple[int, list[str | None]]],
    malformed: list[tuple[int, str]],
    header: Header,
    entity: Entity,
) -> Batch:
    columns = {
        MARK + name: pl.Series([cells[i] for _, cells in rows], dtype=pl.String)
        for i, name in enumerate(header.names)
    }
    numbers = pl.Series([number for number, _ in rows], dtype=pl.Int64)
    frame = pl.DataFrame({**columns, "_source_row": numbers})
    shaped = shape(frame.lazy(), header.names, entity).collect()
    original = original_csv(header.names, entity)
    return from_frame(shaped, original, malformed)


def _records(path: Path, delimiter: str) -> Iterator[tuple[int, str, list[str] | None]]:
    """Yield number, text and cells of every record; cells None when it cannot be read."""
    with path.open(encoding="utf-8-sig", newline="\n") as handle:
        waiting: deque[str] = deque()
        number = 0
        while waiting or (line := handle.readline()):
            line = waiting.popleft() if waiting else line
            text = line
            taken: list[str] = []
            cells = _cells(text, delimiter)
            while cells is None and len(taken) < LONGEST_RECORD_LINES:
                following = waiting.popleft() if waiting else handle.readline()
                if not following:
                    break
                taken.append(following)
                text += following
                # Only a line with a quote can close the field.
                cells = _cells(text, delimiter) if '"' in following else None
            if cells is None:  # give the lines after the broken one back
                waiting.extendleft(reversed(taken))
                text = line
            number += 1
            yield number, text, cells


def _cells(text: str, delimiter: str) -> list[str] | None:
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return None
