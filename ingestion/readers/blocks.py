"""Blocks of JSON records: what of a file is decoded at a time."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

BOM = b"\xef\xbb\xbf"
BLOCK_BYTES = 16 << 20
BLOCK_RECORDS = 10_000

_LINE_END, _RETURN, _OPENING, _CLOSING = b"\n\r{}"

Block = bytes | list[bytes]
"""Whole lines as they stand in a file, or records one by one. Blank lines are no records."""


def of_lines(path: Path) -> Iterator[bytes]:
    """Yield a file of newline-delimited JSON in blocks of whole lines."""
    with path.open("rb") as handle:
        mark = BOM
        while text := handle.read(BLOCK_BYTES):
            yield (text + handle.readline()).removeprefix(mark)
            mark = b""


def of_records(records: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Yield JSON texts that were found one by one in blocks."""
    block: list[bytes] = []
    size = 0
    for record in records:
        block.append(record)
        size += len(record)
        if size >= BLOCK_BYTES or len(block) >= BLOCK_RECORDS:
            yield block
            block, size = [], 0
    if block:
        yield block


def records_of(block: Block) -> list[bytes]:
    """Return the records of a block, one by one."""
    if isinstance(block, list):
        return block
    return [line for line in io.BytesIO(block) if not line.isspace()]


def holds_one_a_line(text: bytes, records: int) -> bool:
    r"""Say whether each of so many decoded objects stands on a line of its own, and nothing else.

    A line's end cannot occur within a JSON string, nor one between `}` and `{` within a value:
    where there are as many of those as there are records, each begins and ends with its line.
    """
    characters = np.frombuffer(text, dtype=np.uint8)
    ends = np.flatnonzero(characters == _LINE_END)
    within = ends[:-1] if text.endswith(b"\n") else ends
    closing = within - 1
    closing -= characters[closing] == _RETURN
    return (
        len(within) == records - 1
        and bool((closing > 0).all())  # a blank first line has nothing before its end
        and bool((characters[closing] == _CLOSING).all())
        and bool((characters[within + 1] == _OPENING).all())
    )
