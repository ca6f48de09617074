"""Batches: what the readers of NDJSON, JSON arrays and uneven CSV hand over."""

from __future__ import annotations

import bisect
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
import polars as pl

from ingestion.contracts import Entity
from ingestion.readers.blocks import Block, holds_one_a_line, records_of
from ingestion.readers.header import QUALTRICS_NAMES
from ingestion.readers.lazy import is_dropped
from ingestion.readers.records import Records

BATCH_ROWS = 50_000
BATCH_BYTES = 32 << 20
"""A batch closes at whichever comes first, so that wide records stay bounded too."""
SHAPES_LEARNED = 4
"""So often a block is tried as a whole, each time with one more record's members known."""

Record = dict[str, msgspec.Raw]


@dataclass
class Batch:
    """Rows as text columns, and the lines that are none.

    ``originals``: texts of rows by their positions. ``proven``: columns whose values read as they
    should because of how they were read.
    """

    frame: pl.DataFrame
    originals: Callable[[list[int]], list[str | None]]
    malformed: list[tuple[int, str]] = field(default_factory=list)
    extra_names: set[str] = field(default_factory=set)
    proven: frozenset[str] = frozenset()


@dataclass
class _Reading:
    """One batch while it is read: what fits the learned shape, what does not, what is no JSON."""

    records: Records
    first: int
    rows: int = 0
    size: int = 0
    blocks: list[tuple[int, Block]] = field(default_factory=list)
    frames: list[pl.DataFrame] = field(default_factory=list)
    proven: frozenset[str] | None = None
    refused: list[tuple[int, bytes]] = field(default_factory=list)
    malformed: list[tuple[int, str]] = field(default_factory=list)
    extra_names: set[str] = field(default_factory=set)

    def take(self, block: Block, *, has_shape: bool) -> None:
        """Decode a block: at once where each line is a record, record by record otherwise."""
        first = self.first + self.rows
        self.blocks.append((first, block))
        decoded = self._at_once(block) if has_shape and isinstance(block, bytes) else None
        if decoded is not None:
            self._close(decoded, range(first, first + len(decoded)))
            self.rows += len(decoded)
            self.size += len(block)
            return
        records = records_of(block)
        numbered = list(enumerate(records, start=first))
        if has_shape:
            self._part(numbered)
        else:
            self.refused += numbered
        self.rows += len(records)
        self.size += sum(map(len, records))

    def record(self, number: int) -> bytes:
        """Return the text of a record of this batch."""
        at = bisect.bisect(self.blocks, number, key=lambda block: block[0]) - 1
        first, block = self.blocks[at]
        if isinstance(block, bytes):  # taken apart once, for all that are asked for
            block = records_of(block)
            self.blocks[at] = (first, block)
        return block[number - first]

    def _at_once(self, text: bytes) -> list[Any] | None:
        for _ in range(SHAPES_LEARNED):
            try:
                decoded = self.records.decode_lines(text)
            except (msgspec.MsgspecError, UnicodeDecodeError):
                if not self._learn(text):
                    return None
            else:
                return decoded if holds_one_a_line(text, len(decoded)) else None
        return None

    def _learn(self, text: bytes) -> bool:
        """Widen the shape by the first record that it refuses; False where that cannot be."""
        for line in io.BytesIO(text):
            try:
                self.records.decode(line)
            except (msgspec.MsgspecError, UnicodeDecodeError):
                wider = self.records.wider(line)
                self.records = wider or self.records
                return wider is not None
        return False

    def _part(self, lines: list[tuple[int, bytes]]) -> None:
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
                self._close(decoded, numbers)
                self.records = wider
                decoded, numbers = [], []
                self._part([(number, line)])
                decode = self.records.decode
        self._close(decoded, numbers)

    def _close(self, decoded: list[Any], numbers: Sequence[int]) -> None:
        if not decoded:
            return
        try:
            frame, extra_names = self.records.frame(decoded, numbers)
        except msgspec.MsgspecError:
            self.refused += [(number, self.record(number)) for number in numbers]
            return
        self.frames.append(frame)
        whole = self.records.whole
        self.proven = whole if self.proven is None else self.proven & whole
        self.extra_names |= extra_names


def from_frame(
    frame: pl.DataFrame, original: pl.Expr, malformed: list[tuple[int, str]] | None = None
) -> Batch:
    """Return a batch of shaped rows; ``original`` makes a row's text out of its columns."""

    def originals(positions: list[int]) -> list[str | None]:
        return frame[positions].select(original).to_series().to_list() if positions else []

    return Batch(frame, originals, malformed or [])


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
        self._json = frozenset(name for name, is_json in self._declared.items() if is_json)
        self._records = Records(entity)
        self._is_response = entity.score is not None and entity.score.column is None
        self._decode = msgspec.json.Decoder(Record).decode
        self._text = msgspec.json.Decoder(str).decode

    def batches(self, blocks: Iterable[Block]) -> Iterator[Batch]:
        """Group blocks of JSON records, numbered from 1, into batches."""
        reading = _Reading(self._records, first=1)
        for block in blocks:
            # The answers of a response stand one level down: no shape to learn.
            reading.take(block, has_shape=not self._is_response)
            if reading.rows >= BATCH_ROWS or reading.size >= BATCH_BYTES:
                yield self._batch(reading)
                reading = _Reading(reading.records, first=reading.first + reading.rows)
        if reading.rows:
            yield self._batch(reading)

    def _batch(self, reading: _Reading) -> Batch:
        """Close one batch, whose records are numbered without a gap."""
        frames = reading.frames
        if reading.refused or not frames:
            frames = [*frames, self._one_by_one(reading)]
        frame = pl.concat(frames) if len(frames) > 1 else frames[0]
        if reading.refused:
            frame = frame.sort("_source_row")
        reading.malformed.sort()

        def originals(positions: list[int]) -> list[str | None]:
            numbers = frame["_source_row"][positions].to_list()
            return [self._original(reading.record(number)) for number in numbers]

        whole = frozenset() if reading.refused else reading.proven or frozenset()
        return Batch(frame, originals, reading.malformed, reading.extra_names, whole | self._json)

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
