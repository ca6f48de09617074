"""Batches: what the readers of NDJSON, JSON arrays and uneven CSV hand over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import msgspec
import polars as pl

from ingestion.contracts import Entity
from ingestion.readers.header import QUALTRICS_NAMES
from ingestion.readers.lazy import is_dropped

BATCH_ROWS = 50_000
BATCH_BYTES = 32 << 20
"""A batch closes at whichever comes first, so that wide records stay bounded too."""

Record = dict[str, msgspec.Raw]


@dataclass
class Batch:
    """Rows as text columns, the original text of each by position, and the lines that are none."""

    frame: pl.DataFrame
    original: Callable[[int], str]
    malformed: list[tuple[int, str]] = field(default_factory=list)
    extra_names: set[str] = field(default_factory=set)


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
        columns: dict[str, list[str | None]] = {name: [] for name in self._declared}
        extras: list[str | None] = []
        rows: list[int] = []
        good_lines: list[bytes] = []
        malformed: list[tuple[int, str]] = []
        extra_names: set[str] = set()
        for number, line in lines:
            try:
                record = self._flattened(self._decode(line))
                values, extra = self._split(record, extra_names)
            except (msgspec.MsgspecError, UnicodeDecodeError):
                malformed.append((number, line.decode("utf-8", errors="replace")))
                continue
            rows.append(number)
            good_lines.append(line)
            extras.append(extra)
            for name, cells in columns.items():
                cells.append(values.get(name))
        frame = pl.DataFrame(
            {**columns, "_extra": extras, "_source_row": rows},
            schema={
                **dict.fromkeys((*columns, "_extra"), pl.String),
                "_source_row": pl.Int64,
            },
        )
        return Batch(frame, lambda at: self._original(good_lines[at]), malformed, extra_names)

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
            return line.decode("utf-8", errors="replace")
        return msgspec.json.encode(kept).decode()
