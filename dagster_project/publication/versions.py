"""Versioned database files behind one pointer: list, swap, hold back, clean up."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dagster_project.json_file import write_json
from dagster_project.resources import Settings


class PublicationError(RuntimeError):
    """A publication that cannot be used; the message says what to do."""


@dataclass(frozen=True)
class Version:
    """One publication on disk."""

    publication_id: str
    path: Path
    published_at: datetime
    is_current: bool


def versions_folder(settings: Settings) -> Path:
    """Where the database files stand."""
    return settings.published / "versions"


def current_id(settings: Settings) -> str | None:
    """The id that the pointer names, or None when nothing (readable) is published."""
    if not settings.marts.is_symlink() or not settings.marts.exists():
        return None
    return settings.marts.readlink().stem


def list_versions(settings: Settings) -> list[Version]:
    """Publications on disk, newest first."""
    current = current_id(settings)
    found = [
        Version(
            publication_id=path.stem,
            path=path,
            published_at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
            is_current=path.stem == current,
        )
        for path in versions_folder(settings).glob("*.duckdb")
    ]
    return sorted(found, key=lambda v: (v.published_at, v.publication_id), reverse=True)


def point_to(settings: Settings, publication_id: str) -> None:
    """Swap the pointer in one step; readers of the old version keep it until they reopen."""
    target = versions_folder(settings) / f"{publication_id}.duckdb"
    if not target.is_file():
        raise PublicationError(
            f"no publication {publication_id} on disk; see `loyalty publications`"
        )
    aside = settings.published / f".marts.{os.getpid()}"
    aside.unlink(missing_ok=True)
    aside.symlink_to(Path("versions") / target.name)
    aside.replace(settings.marts)
    sync_folder(settings.published)


def rollback(settings: Settings, publication_id: str | None = None) -> str:
    """Point to an earlier publication (the one before, unless named) and hold back the rest.

    What was rolled back is not published again from unchanged inputs, code and settings.
    Returns the id that is now current. Raises PublicationError when there is none to go to.
    """
    versions = list_versions(settings)
    ids = [v.publication_id for v in versions]
    current = current_id(settings)
    if publication_id is None:
        later = ids.index(current) + 1 if current in ids else 0
        if later >= len(ids):
            raise PublicationError("there is no earlier publication to roll back to")
        publication_id = ids[later]
    if publication_id not in ids:
        matches = [i for i in ids if i.startswith(publication_id)]
        if len(matches) != 1:
            raise PublicationError(
                f"no publication {publication_id} on disk; see `loyalty publications`"
            )
        publication_id = matches[0]
    write_held(settings, set(ids[: ids.index(publication_id)]))
    point_to(settings, publication_id)
    return publication_id


def _held_path(settings: Settings) -> Path:
    return settings.published / "held.json"


def read_held(settings: Settings) -> set[str]:
    """Ids that a rollback withdrew."""
    path = _held_path(settings)
    return set(json.loads(path.read_text())) if path.is_file() else set()


def write_held(settings: Settings, held: set[str]) -> None:
    """Remember withdrawn ids; an empty set forgets them."""
    write_json(sorted(held), _held_path(settings))


def clean_up(settings: Settings) -> list[str]:
    """Remove versions beyond the number kept (never the current one) and leftovers of crashes."""
    folder = versions_folder(settings)
    for leftover in folder.glob(".*"):
        if leftover.is_dir():
            shutil.rmtree(leftover, ignore_errors=True)
        else:
            leftover.unlink(missing_ok=True)
    removed = []
    for version in list_versions(settings)[settings.keep_versions :]:
        if version.is_current:
            continue
        version.path.unlink(missing_ok=True)
        shutil.rmtree(folder / version.publication_id, ignore_errors=True)
        removed.append(version.publication_id)
    return removed


def sync_file(path: Path) -> None:
    """Force a file's bytes to disk."""
    with path.open("rb") as handle:
        os.fsync(handle.fileno())


def sync_folder(path: Path) -> None:
    """Force a folder's entries to disk, so that a rename survives a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
