"""Where exports stand: one folder per publication, and a link to that of the current one.

They are operational data with ids of the CRM's contacts, not publications: only the account that
runs the pipeline may read them.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from dagster_project.publication.audit import build_failures
from dagster_project.publication.versions import current_id, list_versions, sync_folder
from dagster_project.resources import Settings

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600


def exports_folder(settings: Settings) -> Path:
    """The folder of all of them."""
    return settings.published / "exports"


def current_link(settings: Settings) -> Path:
    """The stable path of the current publication's exports."""
    return exports_folder(settings) / "current"


def folder_of(settings: Settings, publication_id: str) -> Path:
    """The exports of one publication."""
    return exports_folder(settings) / publication_id


def are_standing(settings: Settings) -> bool:
    """Whether the current publication has its exports, and the link leads to them."""
    publication_id = current_id(settings)
    link = current_link(settings)
    return publication_id is not None and link.is_dir() and link.readlink().name == publication_id


def can_be_written(settings: Settings) -> bool:
    """Whether the warehouse that was built last is that of the current publication."""
    publication_id = current_id(settings)
    return publication_id is not None and not build_failures(settings, publication_id)


def make_private(folder: Path) -> None:
    """Create a folder that nobody else may enter."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(PRIVATE_FOLDER)


def follow_publication(settings: Settings) -> bool:
    """Let the link lead to the current publication's exports; without them there is no link.

    Changes nothing where it leads there already. Returns whether there are exports.
    """
    if are_standing(settings):
        return True
    publication_id = current_id(settings)
    link = current_link(settings)
    if publication_id is None or not folder_of(settings, publication_id).is_dir():
        link.unlink(missing_ok=True)
        return False
    aside = exports_folder(settings) / f".current.{os.getpid()}"
    aside.unlink(missing_ok=True)
    aside.symlink_to(publication_id)
    aside.replace(link)
    sync_folder(exports_folder(settings))
    return True


def prune(settings: Settings) -> list[str]:
    """Remove the exports of publications that are gone, and what crashes left. Returns the ids."""
    kept = {version.publication_id for version in list_versions(settings)}
    removed = []
    for path in sorted(exports_folder(settings).glob("*")):
        if path.is_symlink() or not path.is_dir() or path.name in kept:
            continue
        shutil.rmtree(path)
        if not path.name.startswith("."):
            removed.append(path.name)
    return removed
