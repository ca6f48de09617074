"""JSON objects of one entity, decoded by a struct type that learns the members it meets.

Decoding into a known shape and taking its columns out whole is several times quicker than a
dictionary per record. Values keep their exact text all the same: whatever is neither a string nor
a whole number by declaration stays as it was written. Of whole numbers only `-0` may become `0`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Annotated, Any, Literal

import msgspec
import numpy as np
import polars as pl
import pyarrow as pa

from ingestion.contracts import Column, Entity
from ingestion.readers.lazy import is_dropped

Mode = Literal["string", "whole", "written", "json", "extra", "dropped"]
"""How a member is kept: as a declared string, as the digits of a whole number, as it was written,
as JSON text, among the extras."""

MOST_MEMBERS = 500
"""Undeclared members beyond these are not learned: such records are read one by one."""

NULL = msgspec.Raw(b"null")
_WHOLE = ("integer", "epoch")
_WRITTEN = ("decimal", "boolean")
_DIGITS = 11
"""Whole numbers of so many digits at most: any other stays as it was written. An epoch of more is
none (``checks``), so that whatever was read as whole is what it should be."""

_TYPES: dict[Mode, tuple[Any, Any]] = {
    "string": (str | None, None),
    "whole": (Annotated[int, msgspec.Meta(gt=-(10**_DIGITS), lt=10**_DIGITS)] | None, None),
}
"""Type and default of a member by its mode; of any other mode its bytes."""


class Records:
    """The shape of an entity's records as far as it has been met: every member and its mode."""

    def __init__(self, entity: Entity, modes: dict[str, Mode] | None = None) -> None:
        """Raise ValueError when a name in ``modes`` cannot be a member of a shape."""
        self._entity = entity
        self._modes = modes or {column.name: _mode(column) for column in entity.columns}
        self.whole = frozenset(name for name, mode in self._modes.items() if mode == "whole")
        self._parse = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
        self._text = msgspec.json.Decoder(str).decode
        fields = [
            (f"f{at}", *_TYPES.get(mode, (msgspec.Raw, NULL)))
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
                elif name in modes and not _suits(modes[name], bytes(raw)):
                    modes[name] = "written"
            return None if modes == self._modes else Records(self._entity, modes)
        except (msgspec.MsgspecError, UnicodeDecodeError, ValueError):
            return None  # no object, or a name with a quote or a control character in it

    def frame(self, records: list[Any], numbers: Sequence[int]) -> tuple[pl.DataFrame, set[str]]:
        """Turn decoded records of the present shape into text columns.

        Returns the frame and the undeclared members that hold anything. Raises MsgspecError when
        a string that was not expected turns out to be none.
        """
        cells: dict[str, pl.Series] = {}
        for at, (name, mode) in enumerate(self._modes.items()):
            if mode == "dropped":
                continue
            values = list(map(attrgetter(f"f{at}"), records))
            cells[name] = _column(mode, values)
            if mode == "written" and b'"' in b"".join(values):
                cells[name] = self._unquoted(cells[name])
        extras = [name for name, mode in self._modes.items() if mode == "extra"]
        held = {name: cells[name] for name in extras if cells[name].null_count() < len(records)}
        columns = {name: cells[name] for name in self._entity.names}
        columns["_extra"] = _objects(held) if held else _nothing(len(records))
        columns["_source_row"] = pl.Series(numbers, dtype=pl.Int64)
        return pl.DataFrame(columns), set(held)

    def _unquoted(self, texts: pl.Series) -> pl.Series:
        """Give the values that were written as strings, though not expected to, without quotes."""
        values = [
            (self._text(value) or None) if value is not None and value[0] == '"' else value
            for value in texts
        ]
        return pl.Series(values, dtype=pl.String)


def _mode(column: Column) -> Mode:
    if column.kind == "json":
        return "json"
    if column.kind in _WHOLE:
        return "whole"
    return "written" if column.kind in _WRITTEN else "string"


def _suits(mode: Mode, text: bytes) -> bool:
    """Say whether a value of this JSON text decodes by the type of ``mode``."""
    if mode == "string":
        return text[:1] in (b'"', b"n")
    digits = text.removeprefix(b"-")
    return mode != "whole" or text == b"null" or (len(digits) <= _DIGITS and digits.isdigit())


# One series at a time, not expressions of a frame: a small file would mostly wait for their plans.
def _column(mode: Mode, values: list[Any]) -> pl.Series:
    """Return a member's values as text, NULL where there is none."""
    if mode == "whole":
        return pl.Series(values, dtype=pl.Int64).cast(pl.String)
    if mode == "string":
        return _without(pl.Series(values, dtype=pl.String), "")
    if all(value is NULL for value in values):
        return _nothing(len(values))
    return _written(values)


def _nothing(rows: int) -> pl.Series:
    return pl.Series([None], dtype=pl.String).new_from_index(0, rows)


def _without(texts: pl.Series, nothing: str) -> pl.Series:
    """Return texts with NULL for those that stand for no value."""
    is_nothing = texts == nothing
    if not is_nothing.any():
        return texts
    return texts.zip_with(~is_nothing, _nothing(len(texts)))


def _written(values: list[msgspec.Raw]) -> pl.Series:
    """Values as they were written."""
    # One buffer for the whole column: an object per cell would cost more than its decoding.
    lengths = np.fromiter(map(len, values), dtype=np.int64, count=len(values))
    ends = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(lengths, out=ends[1:])
    text = b"".join(values)
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(text)]
    if text.isascii():  # what is more has to be looked at, whether it is UTF-8
        texts = pl.Series(pa.LargeStringArray.from_buffers(len(values), *buffers[1:]))
    else:
        binary = pa.LargeBinaryArray.from_buffers(pa.large_binary(), len(values), buffers)
        texts = pl.Series(binary).cast(pl.String)
    return _without(texts, "null") if (lengths == len(b"null")).any() else texts


def _objects(members: dict[str, pl.Series]) -> pl.Series:
    """Return the JSON object of the members that a record has; NULL when it has none."""
    parts = [pl.lit(msgspec.json.encode(name).decode() + ":") + pl.col(name) for name in members]
    body = pl.concat_str(parts, separator=",", ignore_nulls=True)
    objects = pl.when(body != "").then(pl.concat_str(pl.lit("{"), body, pl.lit("}")))
    return pl.DataFrame(members).select(objects).to_series()
