"""JSON objects of one entity, decoded by a struct type that learns the members it meets.

Decoding into a known shape and taking its columns out whole is several times quicker than a
dictionary per record. Values keep their exact text all the same: whatever is not a string by
declaration stays as it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, Literal

import msgspec
import numpy as np
import polars as pl
import pyarrow as pa

from ingestion.contracts import Column, Entity
from ingestion.readers.lazy import is_dropped

Mode = Literal["string", "written", "json", "extra", "dropped"]
"""How a member is kept: as a declared string, as it was written, as JSON text, among the extras."""

MOST_MEMBERS = 500
"""Undeclared members beyond these are not learned: such records are read one by one."""

NULL = msgspec.Raw(b"null")
_WRITTEN = ("integer", "decimal", "boolean", "epoch")


class Records:
    """The shape of an entity's records as far as it has been met: every member and its mode."""

    def __init__(self, entity: Entity, modes: dict[str, Mode] | None = None) -> None:
        """Raise ValueError when a name in ``modes`` cannot be a member of a shape."""
        self._entity = entity
        self._modes = modes or {column.name: _mode(column) for column in entity.columns}
        self._parse = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
        self._text = msgspec.json.Decoder(str).decode
        fields: list[tuple[str, Any, Any]] = [
            (f"f{at}", str | None, None) if mode == "string" else (f"f{at}", msgspec.Raw, NULL)
            for at, mode in enumerate(self._modes.values())
        ]
        rename = {f"f{at}": name for at, name in enumerate(self._modes)}
        shape = msgspec.defstruct(
            "Record", fields, rename=rename, forbid_unknown_fields=True, gc=False
        )
        decoder = msgspec.json.Decoder(shape)
        self.decode: Callable[[bytes], Any] = decoder.decode
        self.decode_lines: Callable[[bytes], list[Any]] = decoder.decode_lines

    def wider(self, line: bytes) -> Records | None:
        """Return a shape that takes a record which this one refuses, None when there is none."""
        modes = dict(self._modes)
        most = MOST_MEMBERS + len(self._entity.columns)
        try:
            for name, raw in self._parse(line).items():
                if name not in modes and len(modes) < most:
                    modes[name] = "dropped" if is_dropped(name, self._entity) else "extra"
                elif modes.get(name) == "string" and bytes(raw)[:1] not in (b'"', b"n"):
                    modes[name] = "written"
            return None if modes == self._modes else Records(self._entity, modes)
        except (msgspec.MsgspecError, UnicodeDecodeError, ValueError):
            return None  # no object, or a name with a quote or a control character in it

    def frame(self, records: list[Any], numbers: Sequence[int]) -> tuple[pl.DataFrame, set[str]]:
        """Turn decoded records of the present shape into text columns.

        Returns the frame and the undeclared members that hold anything. Raises MsgspecError when
        a string that was not expected turns out to be none.
        """
        cells: dict[str, pl.Series] = {"_source_row": pl.Series(numbers, dtype=pl.Int64)}
        kept: list[pl.Expr] = []
        for at, (name, mode) in enumerate(self._modes.items()):
            if mode == "dropped":
                continue
            values = list(map(attrgetter(f"f{at}"), records))
            if all(value is NULL for value in values):
                kept.append(pl.lit(None, dtype=pl.String).alias(name))
                continue
            is_string = mode == "string"
            cells[name] = pl.Series(values, dtype=pl.String) if is_string else _written(values)
            blank = "" if is_string else "null"
            kept.append(pl.when(pl.col(name) != blank).then(pl.col(name)).alias(name))
        frame = pl.DataFrame(cells).with_columns(kept)
        frame = self._unquoted(frame)
        extras = [name for name, mode in self._modes.items() if mode == "extra"]
        held = [name for name in extras if frame[name].null_count() < len(frame)]
        extra = _object(held).alias("_extra")
        return frame.select(*self._entity.names, extra, "_source_row"), set(held)

    def _unquoted(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Give the values that were written as strings, though not expected to, without quotes."""
        written = [name for name, mode in self._modes.items() if mode == "written"]
        if not written:  # a selection of nothing has no row
            return frame
        quoted = frame.select(pl.col(written).str.starts_with('"').any()).row(0, named=True)
        for name in (name for name, found in quoted.items() if found):
            values = [
                (self._text(value) or None) if value is not None and value[0] == '"' else value
                for value in frame[name]
            ]
            frame = frame.with_columns(pl.Series(name, values, dtype=pl.String))
        return frame


def _mode(column: Column) -> Mode:
    if column.kind == "json":
        return "json"
    return "written" if column.kind in _WRITTEN else "string"


def _written(values: list[msgspec.Raw]) -> pl.Series:
    """Values as they were written."""
    # One buffer for the whole column: an object per cell would cost more than its decoding.
    ends = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(len, values), dtype=np.int64, count=len(values)), out=ends[1:])
    text = b"".join(values)
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(text)]
    if text.isascii():  # what is more has to be looked at, whether it is UTF-8
        return pl.Series(pa.LargeStringArray.from_buffers(len(values), *buffers[1:]))
    binary = pa.LargeBinaryArray.from_buffers(pa.large_binary(), len(values), buffers)
    return pl.Series(binary).cast(pl.String)


def _object(members: list[str]) -> pl.Expr:
    """Return the JSON object of the members that a record has; NULL when it has none."""
    if not members:
        return pl.lit(None, dtype=pl.String)
    parts = [pl.lit(msgspec.json.encode(name).decode() + ":") + pl.col(name) for name in members]
    body = pl.concat_str(parts, separator=",", ignore_nulls=True)
    return pl.when(body != "").then(pl.concat_str(pl.lit("{"), body, pl.lit("}")))
