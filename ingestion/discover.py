"""What stands in the landing zone, by file metadata only: quick enough for a sensor."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingestion.contracts import contract_for

SUFFIXES = {
    ".csv": "csv",
    ".csv.gz": "csv",
    ".ndjson": "ndjson",
    ".ndjson.gz": "ndjson",
    ".jsonl": "ndjson",
    ".jsonl.gz": "ndjson",
    ".json": "json",
    ".json.gz": "json",
    ".parquet": "parquet",
}
UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".filepart", ".inprogress")
SAMPLE_MARKER = "_SAMPLE.json"


@dataclass(frozen=True)
class LandedFile:
    """One file of the landing zone.

    ``path`` is relative to the landing zone, with forward slashes. ``format`` is csv, ndjson, json
    or parquet, or None when the extension is none of them. ``problem`` says why a file cannot
    belong to any entity: `unknown_source`, `unknown_entity`, `unsupported_extension`, or None.
    """

    path: str
    source: str
    entity: str
    format: str | None
    is_gzipped: bool
    size: int
    mtime_ns: int
    problem: str | None = None


def discover(extracts: Path, source: str | None = None) -> list[LandedFile]:
    """List every landed file under ``extracts`` (of one source), ordered by path.

    Hidden files and names that begin with ``_`` are no extracts. Files with the suffix of an
    unfinished transfer, or names that are no text, are left out until they are renamed.
    """
    root = extracts / source if source else extracts
    if not root.is_dir():
        return []
    return sorted(_walk(extracts, root), key=lambda file: file.path)


def unfinished(extracts: Path, source: str) -> list[str]:
    """List files of ``source`` whose names say that a transfer has not finished."""
    root = extracts / source
    found = (path for path in root.rglob("*") if path.name.lower().endswith(UNFINISHED))
    return sorted(path.relative_to(extracts).as_posix() for path in found)


def undecodable(extracts: Path, source: str) -> list[str]:
    """List files of ``source`` whose names are no text, so that no log could name them."""
    found = (path for path in (extracts / source).rglob("*") if not _is_text(path))
    return sorted(ascii(path.relative_to(extracts).as_posix()) for path in found)


def unknown_sources(extracts: Path) -> list[str]:
    """Name what lies in the landing zone and belongs to no source, so that nobody misses it."""
    if not extracts.is_dir():
        return []
    names = (entry.name for entry in extracts.iterdir())
    return sorted(name for name in names if name[0] not in "._" and contract_for(name) is None)


def _walk(extracts: Path, root: Path) -> Iterator[LandedFile]:
    seen: set[str] = set()  # a link to a folder above would never end
    for folder, folders, names in os.walk(root, followlinks=True):
        folders[:] = [name for name in folders if name[0] not in "._"]
        real = os.path.realpath(folder)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        for name in names:
            if name[0] in "._" or name.lower().endswith(UNFINISHED):
                continue
            path = Path(folder, name)
            if not _is_text(path):
                continue
            try:
                stat = path.stat()
            except FileNotFoundError:  # removed while we looked
                continue
            yield _describe(path.relative_to(extracts), stat.st_size, stat.st_mtime_ns)


def _is_text(path: Path) -> bool:
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def _describe(path: Path, size: int, mtime_ns: int) -> LandedFile:
    source = path.parts[0] if len(path.parts) > 1 else ""
    entity = path.parts[1] if len(path.parts) > 2 else ""
    suffix = next((s for s in sorted(SUFFIXES, key=len)[::-1] if path.name.lower().endswith(s)), "")
    contract = contract_for(source)
    problem = None
    if contract is None:
        problem = "unknown_source"
    elif contract.entity(entity) is None:
        problem = "unknown_entity"
    elif not suffix:
        problem = "unsupported_extension"
    return LandedFile(
        path=path.as_posix(),
        source=source,
        entity=entity,
        format=SUFFIXES.get(suffix),
        is_gzipped=suffix.endswith(".gz"),
        size=size,
        mtime_ns=mtime_ns,
        problem=problem,
    )
