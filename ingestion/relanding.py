"""Bytes that are in the lake already: a copy, a touched file, or a snapshot that was reverted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from ingestion.discover import LandedFile
from ingestion.landings import Landing
from ingestion.prepare import Stamp


def relanding(
    landed: LandedFile,
    stamp: Stamp,
    first: Landing,
    at_path: Landing | None,
    in_force: Landing | None,
    load_id: str,
    now: datetime,
) -> Landing:
    """Return the log row for content that was loaded before as ``first``.

    ``at_path``: what this path held last; ``in_force``: for a snapshot entity, the file in force.
    A touched file keeps its landing time, so that it does not come into force again; a snapshot
    that returns to earlier bytes is a landing of its own and is in force from now on.
    """
    row = replace(
        first,
        load_id=load_id,
        path=landed.path,
        size_bytes=stamp.size,
        mtime_ns=stamp.mtime_ns,
        landed_at=now,
    )
    if at_path is not None and at_path.sha256 == first.sha256:
        row = replace(row, landed_at=at_path.landed_at)
        return _without_rows(row, "the same content with a new modification time")
    if first.status == "loaded" and in_force is not None and in_force.sha256 != first.sha256:
        return replace(row, reason="reverted to earlier content")
    return _without_rows(row, f"the same bytes as {first.path}")


def _without_rows(row: Landing, reason: str) -> Landing:
    if row.status == "quarantined_file":
        return replace(row, rows_in=0, rows_loaded=0, rows_quarantined=0)
    return replace(
        row, status="duplicate", reason=reason, warnings="[]",
        rows_in=0, rows_loaded=0, rows_quarantined=0,
    )  # fmt: skip
