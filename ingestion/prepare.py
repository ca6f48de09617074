"""Make a landed file readable as UTF-8 text in bounded memory, and know it by its content."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

CHUNK = 1 << 20


class PendingError(Exception):
    """The file is not finished; leave it for the next run."""


class UnreadableError(Exception):
    """The file can never be read as what its name says; quarantine it whole."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


@dataclass(frozen=True)
class Stamp:
    """What must not change while a file is read."""

    size: int
    mtime_ns: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> Stamp:
        """Take the stamp of ``path`` as it is now."""
        stat = path.stat()
        return cls(stat.st_size, stat.st_mtime_ns, stat.st_ino)


@dataclass(frozen=True)
class Text:
    """A file as UTF-8 text without byte-order mark trouble."""

    path: Path
    warnings: tuple[str, ...]
    quote_count: int


def sha256_of(path: Path) -> str:
    """Hash the bytes of ``path`` in chunks."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


@contextmanager
def unchanged(path: Path, before: Stamp) -> Iterator[None]:
    """Raise PendingError when ``path`` is not, after the block, what it was before."""
    yield
    try:
        after = Stamp.of(path)
    except FileNotFoundError as error:
        raise PendingError("disappeared while it was read") from error
    if after != before:
        raise PendingError("changed while it was read; left for the next run")


def as_text(path: Path, is_gzipped: bool, scratch: Path, *, has_quotes: bool) -> Text:
    """Return ``path`` as UTF-8 text; a copy in ``scratch`` only where it has to be converted.

    ``has_quotes``: count the quotes of a format whose reader has to know whether they pair.
    Raises PendingError for a gzip file that ends early, UnreadableError for one that is damaged.
    """
    plain = _decompress(path, scratch / "plain") if is_gzipped else path
    encoding, quotes = _scan(plain, has_quotes)
    if encoding == "utf-8":
        return Text(plain, (), quotes)
    converted = scratch / "utf8"
    with (
        plain.open(encoding=encoding, newline="") as source,
        converted.open("w", encoding="utf-8", newline="") as target,
    ):
        while text := source.read(CHUNK):
            target.write(text)
    if plain != path:
        plain.unlink()
    name = {"latin-1": "Latin-1", "utf-16": "UTF-16"}[encoding]
    return Text(converted, (f"not UTF-8: read as {name}",), _scan(converted, has_quotes)[1])


def _decompress(path: Path, target: Path) -> Path:
    try:
        with gzip.open(path) as source, target.open("wb") as sink:
            while chunk := source.read(CHUNK):
                sink.write(chunk)
    except EOFError as error:
        raise PendingError("gzip file ends early; left for the next run") from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise UnreadableError("unreadable_file", f"damaged gzip file: {error}") from error
    return target


def _scan(path: Path, has_quotes: bool) -> tuple[str, int]:
    """Return the encoding of a text and how many double quotes it holds, 0 if not to be counted."""
    with path.open("rb") as handle:
        mark = handle.read(2)
        if mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16", 0
        handle.seek(0)
        return _scan_bytes(handle, has_quotes)


def _scan_bytes(handle: IO[bytes], has_quotes: bool) -> tuple[str, int]:
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    quotes = 0
    try:
        while chunk := handle.read(CHUNK):
            quotes += chunk.count(b'"') if has_quotes else 0
            # Plain ASCII needs no decoding, unless a character was cut by the chunk before.
            if not chunk.isascii() or decoder.getstate()[0]:
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "latin-1", 0
    return "utf-8", quotes


def is_recent(stamp: Stamp, now_ns: int, settle_seconds: float) -> bool:
    """Say whether a file was modified within the last ``settle_seconds``."""
    return now_ns - stamp.mtime_ns < settle_seconds * 1e9
