"""JSON files: an array of objects, an object that wraps one, a single object, or lines after all.

Small files are split by the parser. Larger ones, and those that the parser refuses, are split by
hand over chunks, so that memory holds one chunk and one element: an element may be at most
``LARGEST_ELEMENT`` bytes long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from ingestion.prepare import UnreadableError
from ingestion.readers.blocks import BOM, Block, of_lines, of_records

SMALL_FILE = 32 << 20
CHUNK = 4 << 20
LARGEST_ELEMENT = 64 << 20
WRAPPERS = ("data", "records", "elements", "results", "result", "items")
"""Members under which vendors' exports hold their array, besides the entity's own name."""

_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+"|"|[\[\]{},:]', re.DOTALL)


def blocks(path: Path, entity: str) -> Iterator[Block]:
    """Yield the JSON texts of the records of a file in blocks.

    Raises UnreadableError when the file holds neither an array nor objects.
    """
    with path.open("rb") as handle:
        head = handle.read(CHUNK).removeprefix(BOM).lstrip()
    wrappers = (entity, *WRAPPERS)
    if head[:1] == b"{" and _is_lines(head):
        return of_lines(path)
    if head[:1] not in (b"[", b"{"):
        raise UnreadableError("unreadable_file", "neither a JSON array nor a JSON object")
    if path.stat().st_size <= SMALL_FILE and (whole := _parsed(path, wrappers)) is not None:
        return of_records(whole)
    return of_records(_split(path, wrappers))


def _is_lines(head: bytes) -> bool:
    """Say whether the first line is an object by itself and something follows it."""
    first, _, rest = head.partition(b"\n")
    try:
        msgspec.json.decode(first, type=dict[str, msgspec.Raw])
    except msgspec.MsgspecError:
        return False
    return bool(rest.strip())


def _parsed(path: Path, wrappers: tuple[str, ...]) -> list[bytes] | None:
    content = path.read_bytes().removeprefix(BOM)
    try:
        value = msgspec.json.decode(content, type=list[msgspec.Raw] | dict[str, msgspec.Raw])
        while isinstance(value, dict):
            inner = next((value[name] for name in wrappers if name in value), None)
            # An object with an id is a record itself, whatever its members are called.
            if inner is None or bytes(inner)[:1] not in (b"[", b"{") or "id" in value:
                return [content.strip()]
            value = msgspec.json.decode(inner, type=list[msgspec.Raw] | dict[str, msgspec.Raw])
    except msgspec.MsgspecError:
        return None
    return [bytes(element) for element in value]


def _split(path: Path, wrappers: tuple[str, ...]) -> Iterator[bytes]:
    """Split the first array that is the file itself or a wrapper's member, chunk by chunk."""
    with path.open("rb") as handle:
        buffer = handle.read(CHUNK).removeprefix(BOM)
        position, start, depth = 0, -1, 0
        member: bytes | None = None
        wrapped_at: list[int] = []
        while True:
            for token in _TOKEN.finditer(buffer, position):
                text = token.group()
                if text == b'"':  # a string that the chunk cuts
                    break
                position = token.end()
                if start < 0:  # not inside the array yet
                    if text[:1] == b'"':
                        member = text[1:-1]
                    elif text == b"[" and (
                        depth == 0 or _is_wrapper(member, wrappers, depth, wrapped_at)
                    ):
                        start, depth = position, 0
                    elif text in b"{[":
                        if text == b"{" and _is_wrapper(member, wrappers, depth, wrapped_at):
                            wrapped_at.append(depth)
                        depth += 1
                    elif text in b"}]":
                        depth -= 1
                elif text in b"{[":
                    depth += 1
                elif text == b"]" and depth == 0:
                    if element := buffer[start : token.start()].strip():
                        yield element
                    return
                elif text in b"}]":
                    depth -= 1
                elif text == b"," and depth == 0:
                    yield buffer[start : token.start()].strip()
                    start = position
            keep = start if start >= 0 else position
            buffer, position, start = buffer[keep:], position - keep, min(start, 0)
            if len(buffer) > LARGEST_ELEMENT:
                raise UnreadableError("unreadable_file", "one element is larger than 64 MiB")
            chunk = handle.read(CHUNK)
            if not chunk:
                raise UnreadableError("unreadable_file", "the JSON ends before it is complete")
            buffer += chunk


def _is_wrapper(
    member: bytes | None, wrappers: tuple[str, ...], depth: int, wrapped_at: list[int]
) -> bool:
    """Say whether ``member`` of the outermost objects is one under which records stand."""
    return member is not None and member.decode() in wrappers and depth == len(wrapped_at) + 1
