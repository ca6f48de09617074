"""Which extracts wait to be ingested, judged from names, sizes and times alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypedDict

from dagster_project.resources import Settings

if TYPE_CHECKING:
    from ingestion.discover import LandedFile


class Cursor(TypedDict):
    """What the sensor saw at its last look, and the batch it last asked to run."""

    seen: dict[str, str]
    asked: str


def waiting_files(settings: Settings, landed: Sequence[LandedFile] | None = None) -> dict[str, str]:
    """Path to `size:mtime` of every file that the landings log does not know in this state.

    landed: what stands in the landing zone, where the caller has looked already.
    """
    from ingestion.discover import discover
    from ingestion.landings import read
    from ingestion.layout import Lake

    known = {(row.path, row.size_bytes, row.mtime_ns) for row in read(Lake(settings.home))}
    return {
        file.path: f"{file.size}:{file.mtime_ns}"
        for file in (discover(settings.extracts) if landed is None else landed)
        if file.problem is None and (file.path, file.size, file.mtime_ns) not in known
    }


def read_cursor(text: str | None) -> Cursor:
    """The cursor of the last look; an unreadable one counts as none."""
    try:
        loaded = json.loads(text or "")
        return Cursor(seen=dict(loaded["seen"]), asked=str(loaded["asked"]))
    except (ValueError, KeyError, TypeError):
        return Cursor(seen={}, asked="")


def settled_batch(before: Cursor, waiting: dict[str, str]) -> str | None:
    """A name for the waiting files that have not changed since the last look.

    None when there are none, or when a run was asked for exactly these already.
    """
    settled = {path: state for path, state in waiting.items() if before["seen"].get(path) == state}
    if not settled:
        return None
    batch = hashlib.sha256(json.dumps(settled, sort_keys=True).encode()).hexdigest()[:16]
    return None if batch == before["asked"] else batch


def next_cursor(before: Cursor, waiting: dict[str, str], batch: str | None) -> str:
    """What the next look compares with."""
    return json.dumps({"seen": waiting, "asked": batch or before["asked"]}, sort_keys=True)
