"""Newline-delimited JSON: every line stands or falls by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

BOM = b"\xef\xbb\xbf"


def lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield every line that is not blank with its end, numbered from 1 among those."""
    number = 0
    with path.open("rb") as handle:
        for line in handle:
            # Most lines pass as they are: a copy of each would cost as much as reading it.
            text = line.removeprefix(BOM) if number == 0 else line
            if not text.isspace():
                number += 1
                yield number, text
