"""Batches: what the readers of NDJSON, JSON arrays and uneven CSV hand over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
import polars as pl

from ingestion.contracts import Entity
from ingestion.readers.header import QUALTRICS_NAMES
from ingestion.readers.lazy import is_dropped
from ingestion.readers.records import Records

BATCH_ROWS = 50_000
BATCH_BYTES = 32 << 20
"""A batch closes at whichever comes first, so that wide records stay bounded too."""
PART_ROWS = 10_000
"""So many records are decoded before their columns are taken out."""

Record = dict[str, msgspec.Raw]


@dataclass
class Batch:
    """Rows as text columns, the original text of each by position, and the lines that are none."""

    frame: pl.DataFrame
    original: Callable[[int], str]
    malformed: list[tuple[int, str]] = field(default_factory=list)
    extra_names: set[str] = field(default_factory=set)


@dataclass
class _Reading:
    """One batch while it is read: what fits the learned shape, what does not, what is no JSON."""

    records: Records
    frames: list[pl.DataFrame] = field(default_factory=list)
    refused: list[tuple[int, bytes]] = field(default_factory=list)
    malformed: list[tuple[int, str]] = field(default_factory=list)
    extra_names: set[str] = field(default_factory=set)

    def part(self, lines: list[tuple[int, bytes]]) -> None:
        """Decode ``lines``; the shape grows with the members that it meets."""
        decoded: list[Any] = []
        numbers: list[int] = []
        decode = self.records.decode
        for number, line in lines:
            try:
                decoded.append(decode(line))
                numbers.append(number)
            except (msgspec.MsgspecError, UnicodeDecodeError):
                wider = self.records.wider(line)
                if wider is None:
                    self.refused.append((number, line))
                    continue
                self._close(decoded, numbers, lines)
                self.records = wider
                decoded, numbers = [], []
                self.part([(number, line)])
                decode = self.records.decode
        self._close(decoded, numbers, lines)

    def _close(
        self, decoded: list[Any], numbers: list[int], lines: list[tuple[int, bytes]]
    ) -> None:
        if not decoded:
            return
        try:
            frame, extra_names = self.records.frame(decoded, numbers)
        except msgspec.MsgspecError:
            first = lines[0][0]
            self.refused += [lines[number - first] for number in numbers]
            return
        self.frames.append(frame)
        self.extra_names |= extra_names


class RecordBatcher:
    """Turns JSON objects into batches.

    Values keep their exact text: strings are unescaped, numbers and nested values stand as they
    were written. A column of kind json keeps JSON text whatever it holds, so that it always is
    JSON. NULL members are absent members.
    """

    def __init__(self, entity: Entity) -> None:
        self._entity = entity
        self._dropped: dict[str, bool] = {}
        self._declared = {column.name: column.kind == "json" for column in entity.columns}
        self._records = Records(entity)
        self._is_response = entity.score is not None and entity.score.column is None
        self._decode = msgspec.json.Decoder(Record).decode
        self._text = msgspec.json.Decoder(str).decode

    def batches(self, lines: Iterable[tuple[int, bytes]]) -> Iterator[Batch]:
        """Group numbered JSON texts into batches."""
        chunk: list[tuple[int, bytes]] = []
        size = 0
        for numbered in lines:
            chunk.append(numbered)
            size += len(numbered[1])
            if len(chunk) >= BATCH_ROWS or size >= BATCH_BYTES:
                yield self._batch(chunk)
                chunk, size = [], 0
        if chunk:
            yield self._batch(chunk)

    def _batch(self, lines: list[tuple[int, bytes]]) -> Batch:
        """Decode one batch; ``lines`` are numbered without a gap."""
        reading = _Reading(self._records)
        for part in range(0, len(lines), PART_ROWS):
            # The answers of a response stand one level down: no shape to learn.
            if self._is_response:
                reading.refused += lines[part : part + PART_ROWS]
            else:
                reading.part(lines[part : part + PART_ROWS])
        self._records = reading.records
        one_by_one = self._one_by_one(reading)
        frame = pl.concat([*reading.frames, one_by_one]) if reading.frames else one_by_one
        if reading.frames and len(one_by_one):
            frame = frame.sort("_source_row")
        reading.malformed.sort()
        first = lines[0][0]

        def original(at: int) -> str:
            return self._original(lines[frame["_source_row"][at] - first][1])

        return Batch(frame, original, reading.malformed, reading.extra_names)

    def _one_by_one(self, reading: _Reading) -> pl.DataFrame:
        """Read the records that fit no learned shape, each by itself."""
        columns: dict[str, list[str | None]] = {name: [] for name in self._declared}
        extras: list[str | None] = []
        rows: list[int] = []
        for number, line in reading.refused:
            try:
                record = self._flattened(self._decode(line))
                values, extra = self._split(record, reading.extra_names)
            except (msgspec.MsgspecError, UnicodeDecodeError):
                reading.malformed.append((number, _as_text(line)))
                continue
            rows.append(number)
            extras.append(extra)
            for name, cells in columns.items():
                cells.append(values.get(name))
        return pl.DataFrame(
            {**columns, "_extra": extras, "_source_row": rows},
            schema={
                **dict.fromkeys((*columns, "_extra"), pl.String),
                "_source_row": pl.Int64,
            },
        )

    def _flattened(self, record: Record) -> Record:
        """Bring a Qualtrics response object, with its answers under ``values``, to one level."""
        if not self._is_response:
            return record
        flat: Record = {}
        if "values" in record:
            flat = self._decode(record.pop("values"))
        for unused in ("labels", "displayedFields", "displayedValues"):
            record.pop(unused, None)
        merged = {**flat, **record}
        return {QUALTRICS_NAMES.get(name, name): value for name, value in merged.items()}

    def _split(
        self, record: Record, extra_names: set[str]
    ) -> tuple[dict[str, str | None], str | None]:
        values: dict[str, str | None] = {}
        extra: list[bytes] = []
        for name, raw in record.items():
            is_json = self._declared.get(name)
            value = bytes(raw)
            if value == b"null":
                continue
            if is_json is None:
                if name not in self._dropped:
                    self._dropped[name] = is_dropped(name, self._entity)
                if not self._dropped[name]:
                    extra_names.add(name)
                    extra.append(msgspec.json.encode(name) + b":" + value)
            elif value[:1] == b'"' and not is_json:
                values[name] = self._text(raw) or None
            else:
                values[name] = value.decode()
        return values, (b"{" + b",".join(extra) + b"}").decode() if extra else None

    def _original(self, line: bytes) -> str:
        """The line itself, without the members that privacy keeps out of the lake."""
        record = self._flattened(self._decode(line))
        kept = {name: raw for name, raw in record.items() if not is_dropped(name, self._entity)}
        if len(kept) == len(record) and not self._is_response:
            return _as_text(line)
        return msgspec.json.encode(kept).decode()


def _as_text(line: bytes) -> str:
    return line.strip().decode("utf-8", errors="replace")
