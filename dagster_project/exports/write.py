"""Write the exports of the current publication: aside first, then renamed in one step."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.exports.digest import write_digest
from dagster_project.exports.folders import (
    PRIVATE_FILE,
    can_be_written,
    exports_folder,
    folder_of,
    follow_publication,
    make_private,
    prune,
)
from dagster_project.publication.publish import quoted, replace_folder
from dagster_project.publication.versions import (
    PublicationError,
    current_id,
    sync_file,
    sync_folder,
)
from dagster_project.resources import Settings

# The dbt models of schema `exports`, each one CSV file.
TABLES = (
    "crm_tasks",
    "crm_task_updates",
    "crm_accounts",
    "crm_contacts",
    "support_priorities",
)


class ExportError(PublicationError):
    """Exports that cannot be written; the publication stands all the same."""


@dataclass(frozen=True)
class Exported:
    """What was written, or found. `rows` is empty when nothing had to be written."""

    publication_id: str
    path: Path | None
    rows: dict[str, int] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """One line for the log."""
        if self.path is None:
            return (
                f"publication {self.publication_id} has no exports, and the warehouse is of another"
                " one; the next publication writes its own"
            )
        if not self.rows:
            return f"the exports of {self.publication_id} stand in {self.path}"
        counts = ", ".join(f"{name} {count:,}" for name, count in self.rows.items())
        return f"exports written to {self.path}: {counts} rows"

    def metadata(self) -> dict[str, Any]:
        """For the asset's page."""
        return {
            "publication_id": self.publication_id,
            "path": str(self.path),
            "rows": self.rows,
            "removed_exports": self.removed,
        }


def ensure_exports(settings: Settings, is_forced: bool = False) -> Exported:
    """Write what the current publication lacks; `is_forced` writes it anew.

    Raises ExportError when they cannot be written though forced, or though the warehouse fits.
    """
    publication_id = current_id(settings)
    if publication_id is None:
        raise ExportError("nothing is published yet, so there is nothing to export")
    rows: dict[str, int] = {}
    if is_forced and not can_be_written(settings):
        raise ExportError(
            f"the warehouse is not that of publication {publication_id};"
            " `loyalty run` builds it anew and exports"
        )
    is_missing = not folder_of(settings, publication_id).is_dir()
    if is_forced or (is_missing and can_be_written(settings)):
        rows = _write(settings, publication_id)
    is_there = follow_publication(settings)
    path = folder_of(settings, publication_id) if is_there else None
    return Exported(publication_id, path, rows, prune(settings))


def _write(settings: Settings, publication_id: str) -> dict[str, int]:
    make_private(exports_folder(settings))
    aside = exports_folder(settings) / f".{publication_id}.{os.getpid()}"
    shutil.rmtree(aside, ignore_errors=True)
    make_private(aside)
    try:
        rows = _copy_tables(settings, aside)
        write_digest(settings.marts.resolve(), aside)
    except duckdb.Error as error:
        shutil.rmtree(aside, ignore_errors=True)
        raise ExportError(f"the exports could not be written: {error}") from error
    for path in aside.iterdir():
        path.chmod(PRIVATE_FILE)
        sync_file(path)
    target = folder_of(settings, publication_id)
    replace_folder(aside, target)
    sync_folder(target.parent)
    return rows


def _copy_tables(settings: Settings, folder: Path) -> dict[str, int]:
    """Each table as CSV: rows in order, NULL as an empty field, times in ISO 8601, UTC."""
    rows: dict[str, int] = {}
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute("set autoinstall_known_extensions = false")
        connection.execute(f"attach {quoted(settings.warehouse)} as warehouse (read_only)")
        for name in TABLES:
            target = folder / f"{name}.csv"
            copied = connection.execute(
                f"copy (select * from warehouse.exports.{name} order by all) to {quoted(target)}"
                " (format csv, header, nullstr '', timestampformat '%Y-%m-%dT%H:%M:%SZ')"
            ).fetchone()
            rows[name] = int(copied[0]) if copied else 0
    return rows
