"""Merged files: the rows of many landed files in one file of the lake, and how one takes the
place of the others.

A merged file and the files that went into it must never count together. So a swap is noted in a
journal before anything changes in the folder that readers see, and every writer first settles what
the journal holds: where the merged file stands, its parts go; where it does not, they stay. Both
directions, merging and taking apart, leave that rule true after every single step.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from ingestion import files, lake
from ingestion.layout import Lake

PREFIX = "merged-"
PARTS = "loyalty_parts"
"""Key of the Parquet metadata that lists what a merged file holds, rows or none."""


def is_merged(path: Path) -> bool:
    """Say whether a file of the lake holds more than one landed file."""
    return path.name.startswith(PREFIX)


def parts_of(path: Path) -> tuple[str, ...]:
    """Return what a file of the lake holds: content hashes, or load ids in the landings log."""
    if not is_merged(path):
        return (path.stem,)
    metadata = pq.read_metadata(path).metadata or {}
    # A rewritten file of the landings log no longer says, and need not: its rows do.
    listed: list[str] = json.loads(metadata.get(PARTS.encode(), b"[]"))
    return tuple(listed) or (path.stem,)


def metadata_of(parts: Iterable[str]) -> dict[str, str]:
    """Return the Parquet metadata of a merged file."""
    return {PARTS: json.dumps(sorted(parts))}


def name_of(parts: Iterable[str]) -> str:
    """Return the name of the file that holds ``parts``: the same parts, the same name."""
    digest = hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()
    return f"{PREFIX}{digest}.parquet"


def rows_by_content(path: Path) -> dict[str, int]:
    """Count the rows of every landed file that a raw file holds; those without any count 0."""
    if not is_merged(path):
        return {path.stem: pq.read_metadata(path).num_rows}
    found = pl.scan_parquet(path, glob=False).group_by("_file_sha256").len()
    counts = dict(found.collect(engine="streaming").rows())
    return {sha256: counts.get(sha256, 0) for sha256 in parts_of(path)}


def rows_of(target: Lake, source: str, entity: str, sha256: str) -> pl.DataFrame:
    """Return the accepted rows of one landed file, wherever they stand."""
    own = target.raw_file(source, entity, sha256)
    if own.exists():
        return pl.read_parquet(own, glob=False)
    holders = [path for path in lake.data_files(own.parent) if sha256 in parts_of(path)]
    if len(holders) != 1:
        raise FileNotFoundError(own)
    return pl.scan_parquet(holders[0], glob=False).filter(_file_sha256=sha256).collect()


def swap(target: Lake, aside: Path, folder: Path, parts: Sequence[Path], name: str) -> None:
    """Put the finished file ``aside`` into ``folder`` in the place of ``parts``."""
    _note(target, folder, name, [path.name for path in parts])
    files.publish(aside, folder / name)
    settle(target)


def split(target: Lake, source: str, entity: str) -> None:
    """Take the merged files of one entity apart again, so that a part can be replaced."""
    folder = target.raw(source, entity)
    for path in filter(is_merged, lake.data_files(folder)):
        parts = parts_of(path)
        _note(target, folder, path.name, [f"{sha256}.parquet" for sha256 in parts])
        target.scratch.mkdir(parents=True, exist_ok=True)
        for sha256 in parts:
            aside = target.scratch / f"{uuid.uuid4().hex}.parquet"
            rows = pl.scan_parquet(path, glob=False).filter(_file_sha256=sha256)
            rows.sink_parquet(aside, engine="streaming")
            files.publish(aside, target.raw_file(source, entity, sha256))
        path.unlink()
        files.sync_folder(folder)
        settle(target)


def settle(target: Lake) -> None:
    """Complete or undo every swap that the journal holds. Under the writer lock only."""
    for note in sorted(_journal(target).glob("*.json")):
        entry = json.loads(note.read_text(encoding="utf-8"))
        folder = target.root / entry["folder"]
        if (folder / entry["merged"]).exists():
            for name in entry["parts"]:
                (folder / name).unlink(missing_ok=True)
            # On disk before the note goes, or a power cut would bring the parts back for good.
            files.sync_folder(folder)
        note.unlink()


def _note(target: Lake, folder: Path, merged: str, parts: list[str]) -> None:
    entry = {"folder": folder.relative_to(target.root).as_posix(), "merged": merged, "parts": parts}
    note = _journal(target) / f"{uuid.uuid4().hex}.json"
    files.write_text(json.dumps(entry), note, target.scratch)


def _journal(target: Lake) -> Path:
    return target.root / "compaction"
